package org.tinylcm.pack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pack.internal.format.Packs;

class ModelPackLoaderTest {
    @TempDir
    Path folder;
    private final List<String> events = new ArrayList<>();
    private Dictionary<?, ?> properties;

    @Test
    void registersThePackWithWhatStagesFilterOn() throws IOException {
        var loader = new ModelPackLoader(context(), config(Packs.images(folder, "objects")));
        assertThat(events).containsExactly("+objects");
        assertThat(properties.get("tinylcm.pack").toString()).matches("[0-9a-f]{64}");
        assertThat(properties.get("tinylcm.pack.name")).isEqualTo("objects");
        assertThat(properties.get("tinylcm.pack.version")).isEqualTo("1.2.0");
        assertThat(matches("(tinylcm.backbone=true)")).isTrue();
        assertThat(matches("(tinylcm.backbone=false)")).isFalse();
        loader.close();
        assertThat(events).containsExactly("+objects", "-objects");
    }

    @Test
    void registersTheNewPackBeforeTheOldOneGoes() {
        var loader = new ModelPackLoader(context(), config(Packs.images(folder, "objects")));
        loader.use(config(Packs.vectors(folder, "sensors")));
        assertThat(events).containsExactly("+objects", "+sensors", "-objects");
        assertThat(matches("(tinylcm.backbone=false)")).isTrue();
        loader.use(config(folder.resolve("sensors.tlcm")));
        assertThat(events).hasSize(3);
    }

    @Test
    void keepsThePackInUseWhenTheNextOneIsBad() throws IOException {
        var loader = new ModelPackLoader(context(), config(Packs.images(folder, "objects")));
        var bad = Files.write(folder.resolve("bad.tlcm"), new byte[100]);
        loader.use(config(bad));
        loader.use(config(folder.resolve("none.tlcm")));
        assertThat(events).containsExactly("+objects");
    }

    @Test
    void saysThatABadPackWasRefusedAndTakesAGoodOneLater() throws IOException {
        var loader = new ModelPackLoader(context(), config(Files.write(folder.resolve("bad.tlcm"), new byte[1])));
        assertThat(events).containsExactly("+refusal");
        assertThat(matches("(tinylcm.pack.refused=true)")).isTrue();
        loader.use(config(Packs.vectors(folder, "sensors")));
        assertThat(events).containsExactly("+refusal", "+sensors", "-refusal");
        loader.close();
        assertThat(events).endsWith("-sensors");
    }

    private boolean matches(String filter) {
        try {
            return FrameworkUtil.createFilter(filter).match((Dictionary<String, ?>) cast(properties));
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Dictionary<String, ?> cast(Dictionary<?, ?> dictionary) {
        return (Dictionary<String, ?>) dictionary;
    }

    private BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> switch (method) {
            case "getProperty" -> folder.resolve("data").toString();
            case "registerService" -> {
                var name = arguments[1] instanceof ModelPack pack ? pack.name() : "refusal";
                properties = (Dictionary<?, ?>) arguments[2];
                events.add("+" + name);
                yield proxy(ServiceRegistration.class, (call, none) -> events.add("-" + name) ? null : null);
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static ModelPackLoader.Config config(Path path) {
        return new ModelPackLoader.Config() {
            @Override
            public Class<? extends Annotation> annotationType() {
                return ModelPackLoader.Config.class;
            }

            @Override
            public String path() {
                return path.toString();
            }
        };
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
