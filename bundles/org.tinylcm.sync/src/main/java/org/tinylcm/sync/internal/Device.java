package org.tinylcm.sync.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.tinylcm.feedback.FeedbackService;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.Audit;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.ops.Metrics;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.state.StateManager;
import org.tinylcm.update.UpdateService;

/** The device's services, each of which may be missing. */
interface Device {
    <T> Optional<T> find(Class<T> type);

    /** Versions of the device's bundles, by name. */
    Map<String, String> bundles();

    /** A folder below the data folder. */
    Path data(String purpose);

    default Optional<Pipeline> pipeline() {
        return find(Pipeline.class);
    }

    default String modelId() {
        return find(ModelPack.class).map(ModelPack::id).orElse(null);
    }

    default Map<String, Object> figures() {
        return find(Metrics.class).map(Metrics::snapshot).orElse(Map.of());
    }

    /** In a framework. */
    static Device of(BundleContext context) {
        var lookups = new HashMap<Class<?>, Lookup<?>>();
        for (var type : new Class<?>[] {Pipeline.class, ModelPack.class, Metrics.class, Quarantine.class,
                StateManager.class, FeedbackService.class, ConfigStore.class, Audit.class, UpdateService.class}) {
            lookups.put(type, new Lookup<>(context, type));
        }
        return new Device() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                return lookups.get(type).get().map(type::cast);
            }

            @Override
            public Map<String, String> bundles() {
                var versions = new TreeMap<String, String>();
                Arrays.stream(context.getBundles()).filter(b -> b.getSymbolicName() != null
                        && b.getSymbolicName().startsWith("org.tinylcm."))
                        .forEach(b -> versions.put(b.getSymbolicName(), b.getVersion().toString()));
                return versions;
            }

            @Override
            public Path data(String purpose) {
                return DataFolder.of(context, purpose);
            }
        };
    }
}
