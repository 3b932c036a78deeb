package org.tinylcm.shell.internal;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.Concept;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.MonitorReading;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.feedback.FeedbackService;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.frame.SourceStatus;
import org.tinylcm.input.BadInputException;
import org.tinylcm.ops.Audit;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.ops.Metrics;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.MonitorVerdict;
import org.tinylcm.pipeline.Neighbour;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineStatus;
import org.tinylcm.pipeline.StageTimings;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.StateManager;

/** A device whose answers are known; a service that is taken out is missing. */
final class FakeDevice implements Services {
    static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    final Map<Class<?>, Object> services = new HashMap<>();
    final List<Feedback> feedback = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    private final Path data;

    FakeDevice(Path data) {
        this.data = data;
        services.put(Pipeline.class, new FakePipeline());
        services.put(Quarantine.class, new FakeQuarantine());
        services.put(Adaptation.class, new FakeAdaptation());
        services.put(StateManager.class, new FakeStates());
        services.put(ConfigStore.class, new FakeConfig());
        services.put(FeedbackService.class, (FeedbackService) f -> {
            feedback.add(f);
            return new FeedbackResult(f.id(), f instanceof Feedback.Reject ? FeedbackResult.Outcome.REFUSED
                    : FeedbackResult.Outcome.APPLIED, "done");
        });
        services.put(Metrics.class, (Metrics) () -> new TreeMap<>(Map.of("process.rss.bytes", 104_857_600L,
                "pipeline.state", "running", "pipeline.label.cup \"big\"", 3L, "pipeline.label.shoe", 4L,
                "data.used.bytes", 1_000_000L, "data.max.bytes", 500_000_000L)));
        services.put(Audit.class, new Audit() {
            @Override
            public void record(String kind, Map<String, ?> details) {
            }

            @Override
            public List<String> tail(int lines) {
                return List.of("{\"sequence\":7,\"at\":\"2026-03-01T12:00:00.5Z\",\"kind\":\"rollback\","
                        + "\"details\":{\"snapshot\":\"s-4\"}}");
            }
        });
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(services.get(type)));
    }

    @Override
    public List<DriftMonitor> monitors() {
        return List.of(new FakeMonitor());
    }

    @Override
    public List<Bundle> bundles() {
        return List.of(bundle(0, "org.apache.felix.framework", Bundle.ACTIVE),
                bundle(7, "org.tinylcm.pipeline", Bundle.ACTIVE), bundle(9, "org.tinylcm.ops", Bundle.INSTALLED));
    }

    @Override
    public Path data(String purpose) {
        return data.resolve(purpose);
    }

    private static Bundle bundle(long id, String name, int state) {
        return (Bundle) Proxy.newProxyInstance(FakeDevice.class.getClassLoader(), new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundleId" -> id;
                    case "getSymbolicName" -> name;
                    case "getVersion" -> Version.parseVersion("0.1.0");
                    case "getState" -> state;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class FakeMonitor implements DriftMonitor {
        @Override
        public String id() {
            return "knn-distance";
        }

        @Override
        public Verdict observe(Observation observation) {
            return Verdict.DRIFT;
        }

        @Override
        public MonitorReading reading() {
            return new MonitorReading("knn-distance", Verdict.DRIFT, "knn-distance", 3.5, 1.25, Double.NaN, 10, 512, 3);
        }

        @Override
        public void rebase() {
        }
    }

    private final class FakePipeline implements Pipeline {
        @Override
        public PipelineStatus status() {
            return new PipelineStatus(PipelineStatus.State.RUNNING, "", "abcdef0123456789abcdef", new SourceStatus(
                    "samples/", true, 513, 0, 1, 5000), 512, 1, 24.84, Map.of("cup", 300L, "shoe", 212L),
                    List.of("knn-distance"), 3, 2, 12, Map.of(),
                    Map.of("classifier", "org.tinylcm.classifier.knn 0.1.0"));
        }

        @Override
        public Map<String, StageTimings> timings() {
            return Map.of("MODEL", new StageTimings(512, 2_500_000, 2_900_000, 3_000_000, 9_000_000));
        }

        @Override
        public FrameResult predict(Frame frame) {
            if (frame.payload() instanceof Payload.EncodedImage image && image.bytes().length < 3) {
                throw new BadInputException(frame.name(), "header", "must be JPEG, PNG, BMP or GIF");
            }
            var vector = frame.payload() instanceof Payload.Vector v ? v.values().length : 0;
            return new FrameResult(frame, "cup" + vector, 0.875, 1.5, 0.25, List.of(new Neighbour("cup", 1.25f)),
                    new float[] {1}, List.of(new MonitorVerdict("m", Verdict.STABLE)), false, false, new long[7]);
        }

        @Override
        public void pause() {
            done.add("pause");
        }

        @Override
        public void resume() {
            done.add("resume");
        }

        @Override
        public Optional<Classifier> classifier() {
            return Optional.empty();
        }

        @Override
        public <T> T betweenFrames(Callable<T> task) throws Exception {
            return task.call();
        }

        @Override
        public SnapshotInfo snapshot(String reason) {
            return new SnapshotInfo("s-9", AT, reason, "pack", List.of("classifier"), 1234);
        }

        @Override
        public void saveState() {
        }

        @Override
        public void rollback(String snapshotId) {
            if (!snapshotId.equals("s-4")) {
                throw new IllegalArgumentException("there is no snapshot " + snapshotId);
            }
            done.add("rollback " + snapshotId);
        }
    }

    private static final class FakeQuarantine implements Quarantine {
        private final List<QuarantinedSample> samples = new ArrayList<>(List.of(new QuarantinedSample("q-1", AT, 7,
                "a-very-long-file-name-that-will-not-fit-into-eighty-columns.jpg", "cup", 0.41, 3.5, 0.75,
                new float[1], "pack-id", "novel", QuarantinedSample.Status.PENDING, null, null)));

        @Override
        public void offer(QuarantinedSample sample) {
        }

        @Override
        public List<QuarantinedSample> samples() {
            return List.copyOf(samples);
        }

        @Override
        public void mark(Collection<String> ids, QuarantinedSample.Status status, String label) {
        }

        @Override
        public void clear() {
            samples.clear();
        }

        @Override
        public void flush() {
        }

        @Override
        public Map<String, Long> counters() {
            return Map.of("kept", (long) samples.size());
        }
    }

    private static final class FakeAdaptation implements Adaptation {
        @Override
        public List<AdaptationRecord> run(String trigger) {
            return List.of();
        }

        @Override
        public List<Concept> concepts() {
            return List.of(new Concept("concept-1", 40, false, true, 2), new Concept("pack", 0, true, false, 0));
        }

        @Override
        public List<AdaptationRecord> history() {
            return List.of(new AdaptationRecord("a-1", AT, 600, "drift", "cup_1", List.of("q-1", "q-2"),
                    AdaptationRecord.Outcome.ACCEPTED, "held-out accuracy kept", Map.of(), Map.of(), "s-4"));
        }

        @Override
        public boolean enabled() {
            return true;
        }
    }

    private static final class FakeStates implements StateManager {
        @Override
        public Map<String, ComponentState> latest(String modelId) {
            return Map.of();
        }

        @Override
        public void save(String modelId, Map<String, ComponentState> states) {
        }

        @Override
        public SnapshotInfo snapshot(String modelId, String reason, Map<String, ComponentState> states) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SnapshotInfo> snapshots() {
            return List.of(new SnapshotInfo("s-4", AT, "before adaptation cup_1", "pack", List.of("classifier"), 5000));
        }

        @Override
        public Optional<Map<String, ComponentState>> read(String id) {
            return id.equals("s-4") ? Optional.of(Map.of("classifier", new ComponentState(1, Map.of("added", 3L),
                    Map.of("prototypes", new float[12])))) : Optional.empty();
        }

        @Override
        public List<String> diff(String olderId, String newerId) {
            return List.of("classifier.added: 3 -> 5");
        }
    }

    private static final class FakeConfig implements ConfigStore {
        private String value = "5";

        @Override
        public List<Component> components() {
            return List.of(new Component("org.tinylcm.classifier.knn", "Nearest neighbours", false,
                    List.of(new Attribute("k", "Integer", "a whole number 1..50", false, "5", "Neighbours that decide",
                            value, value.equals("5") ? "" : "data/etc/org.tinylcm.classifier.knn.cfg")), ""));
        }

        @Override
        public void set(String pid, String key, String newValue) {
            if (newValue.equals("77")) {
                throw new BadInputException("data/etc/x.cfg", "key 'k' = '77'", "must be a whole number 1..50");
            }
            value = newValue;
        }

        @Override
        public boolean unset(String pid, String key) {
            var set = !value.equals("5");
            value = "5";
            return set;
        }

        @Override
        public void refresh() {
            // There are no files.
        }
    }
}
