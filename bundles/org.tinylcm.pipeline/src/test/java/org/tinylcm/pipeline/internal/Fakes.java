package org.tinylcm.pipeline.internal;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.Prototype;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.MonitorReading;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.FrameSource;
import org.tinylcm.frame.Payload;
import org.tinylcm.frame.SourceStatus;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.StateManager;
import org.tinylcm.state.Stateful;

/** Stages simple enough to see through: one feature, whose sign is the label and whose size is the novelty. */
final class Fakes {

    private Fakes() {
    }

    static FramePipeline.Config config(Map<String, Object> overrides) {
        return (FramePipeline.Config) Proxy.newProxyInstance(Fakes.class.getClassLoader(),
                new Class<?>[] {FramePipeline.Config.class},
                (proxy, method, args) -> overrides.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(Fakes.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, args) -> null);
    }

    static final class Source implements FrameSource {
        private final ArrayDeque<Float> values = new ArrayDeque<>();
        private long delivered;
        private boolean finished;

        synchronized Source add(float... more) {
            for (float value : more) {
                values.add(value);
            }
            return this;
        }

        synchronized Source finish() {
            finished = true;
            return this;
        }

        @Override
        public synchronized Frame next(Duration timeout) {
            var value = values.poll();
            return value == null ? null : frame(delivered++, value);
        }

        @Override
        public synchronized boolean ended() {
            return finished && values.isEmpty();
        }

        @Override
        public synchronized SourceStatus status() {
            return new SourceStatus("values", true, delivered, 0, 0, -1);
        }
    }

    static Frame frame(long sequence, float value) {
        return new Frame(sequence, "frame " + sequence, Instant.EPOCH, null, new Payload.Vector(new float[] {value}));
    }

    /** Refuses NaN; everything else is its own feature. */
    record Extractor(String modelId) implements FeatureExtractor {
        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public void extract(Frame frame, float[] features, StageTimer timer) {
            float value = ((Payload.Vector) frame.payload()).values()[0];
            if (Float.isNaN(value)) {
                throw new BadInputException(frame.name(), "value", "must be a number");
            }
            features[0] = value;
        }
    }

    /** Its frames are pictures, and as bright as their value. */
    record PictureExtractor(String modelId, float[] brightness) implements FeatureExtractor {
        PictureExtractor(String modelId) {
            this(modelId, new float[1]);
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public void extract(Frame frame, float[] features, StageTimer timer) {
            features[0] = ((Payload.Vector) frame.payload()).values()[0];
            brightness[0] = features[0];
        }

        @Override
        public boolean inputStatistics(float[] into) {
            into[InputStatistic.BRIGHTNESS.ordinal()] = brightness[0];
            return true;
        }
    }

    static ModelPack pack(String id, Calibration calibration) {
        return proxy(ModelPack.class, Map.of("id", args -> id, "calibration", args -> calibration));
    }

    static Quarantine quarantine(List<QuarantinedSample> kept) {
        return proxy(Quarantine.class, Map.of("offer", args -> {
            kept.add((QuarantinedSample) args[0]);
            return null;
        }));
    }

    static DriftMonitor watching(Consumer<Observation> watcher) {
        var reading = new MonitorReading("watching", Verdict.STABLE, "x", 0, 0, 0, 1, 0, 0);
        return proxy(DriftMonitor.class, Map.of("id", args -> "watching", "reading", args -> reading, "observe",
                args -> {
                    watcher.accept((Observation) args[0]);
                    return Verdict.STABLE;
                }));
    }

    private static <T> T proxy(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(Fakes.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, args) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == args[0];
                    default -> answers.get(method.getName()).apply(args);
                }));
    }

    record Transformer(String modelId, int inputDimension) implements FeatureTransformer {
        @Override
        public int outputDimension() {
            return 1;
        }

        @Override
        public void transform(float[] raw, float[] features) {
            features[0] = raw[0];
        }
    }

    record SignClassifier(String modelId) implements Classifier, ClassifierModel {
        @Override
        public ClassifierModel model() {
            return this;
        }

        @Override
        public ClassifierModel propose(List<ModelChange> changes) {
            return this;
        }

        @Override
        public void adopt(ClassifierModel model) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public int neighbours() {
            return 1;
        }

        @Override
        public SortedMap<String, Integer> sizes() {
            return new TreeMap<>();
        }

        @Override
        public List<Prototype> prototypes() {
            return List.of();
        }

        @Override
        public void classify(float[] features, Classification into) {
            into.clear();
            var label = features[0] < 0 ? "minus" : "plus";
            into.addNeighbour(label, Math.abs(features[0]), 0);
            into.decide(label, 1, Math.abs(features[0]), Math.abs(features[0]) > 10 ? 0 : 1);
        }
    }

    /** Drifts while the novelty is above 10, and counts what it saw. */
    static final class Monitor implements DriftMonitor, Stateful {
        long seen;
        private Verdict verdict = Verdict.STABLE;

        @Override
        public String id() {
            return "size";
        }

        @Override
        public Verdict observe(Observation observation) {
            seen++;
            verdict = observation.classification().novelty() > 10 ? Verdict.DRIFT : Verdict.STABLE;
            return verdict;
        }

        @Override
        public MonitorReading reading() {
            return new MonitorReading("size", verdict, "size", 0, 0, 0, 10, seen, 0);
        }

        @Override
        public void rebase() {
            verdict = Verdict.STABLE;
        }

        @Override
        public String stateName() {
            return "monitor.size";
        }

        @Override
        public ComponentState saveState() {
            return new ComponentState(1, Map.of("seen", seen, "drift", verdict == Verdict.DRIFT), Map.of());
        }

        @Override
        public void restoreState(ComponentState state) {
            seen = state.number("seen");
            verdict = state.flag("drift") ? Verdict.DRIFT : Verdict.STABLE;
        }
    }

    static final class States implements StateManager {
        final Map<String, Map<String, ComponentState>> latest = new ConcurrentHashMap<>();
        final Map<String, Map<String, ComponentState>> snapshots = new ConcurrentHashMap<>();
        final Map<String, SnapshotInfo> infos = new ConcurrentHashMap<>();

        @Override
        public Map<String, ComponentState> latest(String modelId) {
            return latest.getOrDefault(modelId, Map.of());
        }

        @Override
        public void save(String modelId, Map<String, ComponentState> states) {
            latest.put(modelId, states);
        }

        @Override
        public SnapshotInfo snapshot(String modelId, String reason, Map<String, ComponentState> states) {
            var id = "s" + (snapshots.size() + 1);
            snapshots.put(id, states);
            infos.put(id, new SnapshotInfo(id, Instant.EPOCH, reason, modelId, List.copyOf(states.keySet()), 1));
            return infos.get(id);
        }

        @Override
        public List<SnapshotInfo> snapshots() {
            return List.copyOf(infos.values());
        }

        @Override
        public Optional<Map<String, ComponentState>> read(String id) {
            return Optional.ofNullable(snapshots.get(id));
        }

        @Override
        public List<String> diff(String olderId, String newerId) {
            throw new UnsupportedOperationException();
        }
    }
}
