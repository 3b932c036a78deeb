package org.tinylcm.bench;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.model.ModelPack;
import org.tinylcm.monitor.accuracy.internal.AccuracyMonitor;
import org.tinylcm.monitor.confidence.internal.ConfidenceMonitor;
import org.tinylcm.monitor.distribution.internal.DistributionMonitor;
import org.tinylcm.monitor.diversity.internal.DiversityMonitor;
import org.tinylcm.monitor.feature.internal.FeatureMonitor;
import org.tinylcm.monitor.knndistance.internal.KnnDistanceMonitor;

/** The six monitors as Declarative Services would make them, with the defaults of their configuration. */
final class Configured {
    static final List<String> MONITORS = List.of("knn-distance", "confidence", "feature", "diversity", "accuracy",
            "distribution");

    private Configured() {
    }

    static DriftMonitor monitor(String name, ModelPack pack) throws ReflectiveOperationException {
        return switch (name) {
            case "knn-distance" -> make(KnnDistanceMonitor.class, pack);
            case "confidence" -> make(ConfidenceMonitor.class, pack);
            case "feature" -> make(FeatureMonitor.class, pack);
            case "diversity" -> make(DiversityMonitor.class, pack);
            case "accuracy" -> make(AccuracyMonitor.class, pack);
            case "distribution" -> make(DistributionMonitor.class, pack);
            default -> throw new IllegalArgumentException("no monitor " + name);
        };
    }

    /** The accuracy monitor gets its labels from the stream, so that it has something to do for each frame. */
    private static DriftMonitor make(Class<? extends DriftMonitor> type, ModelPack pack)
            throws ReflectiveOperationException {
        return (DriftMonitor) component(type, Map.of("use_stream_truth", true), pack);
    }

    /**
     * A component made of its configuration and one service.
     *
     * @param settings what differs from the defaults of the configuration, by method name
     */
    static Object component(Class<?> type, Map<String, Object> settings, Object service)
            throws ReflectiveOperationException {
        var constructor = type.getConstructors()[0];
        var config = Proxy.newProxyInstance(type.getClassLoader(),
                new Class<?>[] {constructor.getParameterTypes()[0]}, (proxy, method, arguments) ->
                        settings.getOrDefault(method.getName(), method.getDefaultValue()));
        return constructor.newInstance(config, service);
    }
}
