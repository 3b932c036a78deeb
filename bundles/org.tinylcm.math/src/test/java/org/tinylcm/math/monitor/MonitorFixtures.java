package org.tinylcm.math.monitor;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.SampleSet;

/** What the tests of the monitors build them from; public for those in their own bundles. */
public final class MonitorFixtures {
    public static final int DIMENSION = 4;

    private MonitorFixtures() {
    }

    /** The configuration as it is without a file, but for what is given. */
    public static <C extends Annotation> C config(Class<C> type, Map<String, Object> changed) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    public static ModelPack pack(SampleSet holdout, Calibration calibration) {
        return (ModelPack) Proxy.newProxyInstance(ModelPack.class.getClassLoader(), new Class<?>[] {ModelPack.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "holdout" -> holdout;
                    case "calibration" -> calibration;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    public static SampleSet nothing() {
        return new SampleSet(List.of(), new float[0], DIMENSION);
    }
}
