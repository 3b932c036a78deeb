package org.tinylcm.it;

import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.nat.internal.NativeTestContainer;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.tinylcm.release.BundleManifest;

/**
 * The distribution's bundles in a Felix that this JVM runs, by Pax Exam. The API packages come from the test's class
 * path, so that a test can call services by their types.
 */
final class Container implements AutoCloseable {
    private static final String API = "org.tinylcm.api";

    private final ExamSystem system;
    private final NativeTestContainer container;
    private final BundleContext context;

    private Container(ExamSystem system, NativeTestContainer container) {
        this.system = system;
        this.container = container;
        context = container.getSystemBundle().getBundleContext();
    }

    /**
     * @param properties framework properties, e.g. {@code tinylcm.data}
     * @param more bundles that the distribution has not
     */
    static Container start(Map<String, String> properties, Path... more) throws IOException {
        var options = new ArrayList<Option>();
        for (var jar : more) {
            options.add(CoreOptions.bundle(jar.toUri().toString()).startLevel(startLevel(jar)));
        }
        for (var jar : jars()) {
            if (!jar.getFileName().toString().equals(API + ".jar")) {
                options.add(CoreOptions.bundle(jar.toUri().toString()).startLevel(startLevel(jar)));
            }
        }
        options.add(systemPackages(apiPackages().toArray(String[]::new)));
        options.add(frameworkProperty("tinylcm.bundles").value(home().resolve("bundles").toString()));
        properties.forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        var system = PaxExamRuntime.createServerSystem(options.toArray(Option[]::new));
        var container = (NativeTestContainer) PaxExamRuntime.createContainer(system);
        container.start();
        return new Container(system, container);
    }

    /** Framework properties of a device on the sample pack. */
    static Map<String, String> device(Path data, Path pack) {
        var properties = new HashMap<String, String>();
        properties.put("tinylcm.data", data.toString());
        properties.put("tinylcm.etc", home().resolve("etc").toString());
        properties.put("tinylcm.console", "quiet");
        properties.put("tinylcm.config:org.tinylcm.pack/path", pack.toString());
        return properties;
    }

    static Path home() {
        return Path.of(System.getProperty("device.home")).toAbsolutePath().normalize();
    }

    static Path sample(String name) {
        return Path.of(System.getProperty("sample.home")).toAbsolutePath().normalize().resolve(name);
    }

    BundleContext context() {
        return context;
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles()).filter(b -> symbolicName.equals(b.getSymbolicName())).findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
    }

    /** Waits for a service. */
    <T> T service(Class<T> type) {
        return service(type, null);
    }

    <T> T service(Class<T> type, String filter) {
        return await("service " + type.getSimpleName() + (filter == null ? "" : " " + filter), () -> {
            try {
                Collection<ServiceReference<T>> found = context.getServiceReferences(type, filter);
                return found.isEmpty() ? null : context.getService(found.iterator().next());
            } catch (InvalidSyntaxException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Waits until a supplier gives something. */
    static <T> T await(String what, Supplier<T> supplier) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (T value = supplier.get();; value = supplier.get()) {
            if (value != null) {
                return value;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        container.stop();
        system.clear();
    }

    private static List<Path> jars() throws IOException {
        try (var files = Files.list(home().resolve("bundles"))) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** The same order as the launcher's. */
    private static int startLevel(Path jar) {
        var name = jar.getFileName().toString();
        if (!name.startsWith("org.tinylcm.")) {
            return 1;
        }
        return name.startsWith("org.tinylcm.config") || name.startsWith("org.tinylcm.ops") ? 2 : 3;
    }

    private static List<String> apiPackages() throws IOException {
        var packages = new ArrayList<String>();
        for (var clause : BundleManifest.read(home().resolve("bundles/" + API + ".jar"), API).exports()) {
            clause.paths().forEach(name -> packages.add(name + ";version=" + clause.attributes().get("version")));
        }
        return packages;
    }
}
