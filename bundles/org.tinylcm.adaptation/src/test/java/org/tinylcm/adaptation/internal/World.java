package org.tinylcm.adaptation.internal;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.tinylcm.adapt.AdaptationHeuristic;
import org.tinylcm.adapter.heuristic.internal.HeuristicProposer;
import org.tinylcm.classifier.knn.internal.KnnClassifier;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.MonitorReading;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.feedback.LabelListener;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineStatus;
import org.tinylcm.pipeline.StageTimings;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.SnapshotInfo;
import org.tinylcm.state.Stateful;

/**
 * A device in memory: the real classifier and proposals, a pipeline whose disk is a map, a quarantine whose disk is a
 * list. Three known classes and any number of new ones, each a ball of unit noise in 32 dimensions. It can lose its
 * power before or after any write, and be started again from what is on the disks.
 */
final class World implements Surroundings {
    static final int DIMENSION = 32;
    static final int K = 5;

    /** Power is gone. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    final Random random = new Random(20);
    final Pack pack = new Pack();
    final List<String> audited = new ArrayList<>();
    final List<Map<String, ?>> auditDetails = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<String> rolledBackTo = new ArrayList<>();
    final Disk disk = new Disk();
    int rebased;
    KnnClassifier classifier;
    Book book;
    AdaptationHeuristic heuristic = new HeuristicProposer(defaults(HeuristicProposer.Config.class), pack);
    boolean classifierThere = true;
    boolean diskFull;
    /** What code of a bundle that is gone throws. */
    volatile LinkageError replaced;
    private long sequence;
    private int writesUntilCut = -1;
    private boolean cutBefore;

    World() {
        boot();
    }

    /** What survives. */
    static final class Disk {
        Map<String, ComponentState> state = Map.of();
        final Map<String, Map<String, ComponentState>> snapshots = new LinkedHashMap<>();
        final Map<String, QuarantinedSample> quarantine = new LinkedHashMap<>();
    }

    /** Starts the device with what is on its disks. */
    void boot() {
        writesUntilCut = -1;
        classifier = new KnnClassifier(defaults(KnnClassifier.Config.class), pack);
        book = new Book();
        restore(disk.state);
    }

    void cutPowerAtWrite(int number, boolean before) {
        writesUntilCut = number;
        cutBefore = before;
    }

    boolean powerWasNotCut() {
        return writesUntilCut >= 0;
    }

    float[] point(int centre) {
        var point = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            point[j] = (float) random.nextGaussian() + (j == centre ? 7 : 0);
        }
        return point;
    }

    /** Right in the middle of a class, where everything of that class is near. */
    float[] middle(int centre) {
        var middle = new float[DIMENSION];
        middle[centre] = 7;
        return beside(middle);
    }

    float[] beside(float[] point) {
        var beside = point.clone();
        for (int j = 0; j < DIMENSION; j++) {
            beside[j] += (float) (0.05 * random.nextGaussian());
        }
        return beside;
    }

    /** A frame of this centre as the pipeline would see it; odd ones are put aside. */
    FrameResult frame(int centre) {
        return frame(point(centre), Integer.toString(centre));
    }

    FrameResult frame(float[] features, String truth) {
        var result = new Classification(K);
        classifier.model().classify(features, result);
        boolean odd = result.familiarity() < 0.02;
        long number = sequence++;
        if (odd) {
            quarantine().orElseThrow().offer(new QuarantinedSample("q" + number, now(), number, "f" + number,
                    result.label(), result.confidence(), result.novelty(), 1, features, pack.id(), "odd",
                    QuarantinedSample.Status.PENDING, null, truth));
        }
        var frame = new Frame(number, "f" + number, now(), truth, new Payload.Vector(features));
        return new FrameResult(frame, result.label(), result.confidence(), result.novelty(), result.familiarity(),
                List.of(), features, List.of(), odd, odd, new long[8]);
    }

    void feed(int centre, int count) {
        for (int i = 0; i < count; i++) {
            frame(centre);
        }
    }

    String label(float[] features) {
        var result = new Classification(K);
        classifier.model().classify(features, result);
        return result.label();
    }

    double share(int centre, String label) {
        int hits = 0;
        for (int i = 0; i < 100; i++) {
            hits += label(point(centre)).equals(label) ? 1 : 0;
        }
        return hits / 100.0;
    }

    List<QuarantinedSample> with(QuarantinedSample.Status status) {
        return disk.quarantine.values().stream().filter(sample -> sample.status() == status).toList();
    }

    static DriftEvent drift(DriftEvent.Kind kind) {
        return new DriftEvent("e", "episode", kind, Instant.EPOCH, 1, "f",
                new MonitorReading("m", Verdict.DRIFT, "x", 1, 0, 2, 1, 10, 1));
    }

    @Override
    public Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public ModelPack pack() {
        return pack;
    }

    @Override
    public Optional<Quarantine> quarantine() {
        return Optional.of(quarantine);
    }

    @Override
    public Optional<AdaptationHeuristic> heuristic() {
        return Optional.ofNullable(heuristic);
    }

    @Override
    public List<DriftMonitor> monitors() {
        return List.of(monitor);
    }

    @Override
    public List<LabelListener> labelListeners() {
        return List.of((predicted, truth) -> told.add(predicted + "/" + truth));
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public void audit(String kind, Map<String, ?> details) {
        write(() -> {
            audited.add(kind);
            auditDetails.add(details);
        });
    }

    private void write(Runnable effect) {
        if (writesUntilCut == 0 && cutBefore) {
            throw cut();
        }
        effect.run();
        if (writesUntilCut == 0) {
            throw cut();
        }
        writesUntilCut = Math.max(-1, writesUntilCut - 1);
    }

    private PowerCut cut() {
        writesUntilCut = -1;
        return new PowerCut();
    }

    private Map<String, ComponentState> states() {
        return Map.of("classifier", classifier.saveState(), "adaptation", book.save());
    }

    private void restore(Map<String, ComponentState> states) {
        if (states.containsKey("classifier")) {
            ((Stateful) classifier).restoreState(states.get("classifier"));
            book.restore(states.get("adaptation"));
        }
    }

    private final Pipeline pipeline = new Pipeline() {
        @Override
        public PipelineStatus status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, StageTimings> timings() {
            return Map.of();
        }

        @Override
        public FrameResult predict(Frame frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pause() {
        }

        @Override
        public void resume() {
        }

        @Override
        public Optional<Classifier> classifier() {
            return classifierThere ? Optional.of(classifier) : Optional.empty();
        }

        @Override
        public synchronized <T> T betweenFrames(Callable<T> task) throws Exception {
            return task.call();
        }

        @Override
        public SnapshotInfo snapshot(String reason) {
            var id = "s" + disk.snapshots.size();
            write(() -> disk.snapshots.put(id, states()));
            return new SnapshotInfo(id, now(), reason, pack.id(), List.of("classifier", "adaptation"), 1);
        }

        @Override
        public void saveState() {
            if (diskFull) {
                throw new IllegalStateException("disk full");
            }
            if (replaced != null) {
                throw replaced;
            }
            write(() -> disk.state = states());
        }

        @Override
        public void rollback(String snapshotId) {
            var states = disk.snapshots.get(snapshotId);
            if (states == null) {
                throw new IllegalArgumentException("no snapshot " + snapshotId);
            }
            write(() -> {
                restore(states);
                disk.state = states;
                rolledBackTo.add(snapshotId);
            });
        }
    };

    private final Quarantine quarantine = new Quarantine() {
        @Override
        public void offer(QuarantinedSample sample) {
            disk.quarantine.put(sample.id(), sample);
        }

        @Override
        public List<QuarantinedSample> samples() {
            return List.copyOf(disk.quarantine.values());
        }

        @Override
        public void mark(Collection<String> ids, QuarantinedSample.Status status, String label) {
            write(() -> ids.forEach(id -> disk.quarantine.computeIfPresent(id,
                    (same, sample) -> sample.with(status, label == null ? sample.label() : label))));
        }

        @Override
        public void clear() {
            disk.quarantine.clear();
        }

        @Override
        public void flush() {
        }

        @Override
        public Map<String, Long> counters() {
            return Map.of();
        }
    };

    private final DriftMonitor monitor = new DriftMonitor() {
        @Override
        public String id() {
            return "m";
        }

        @Override
        public Verdict observe(Observation observation) {
            return Verdict.STABLE;
        }

        @Override
        public MonitorReading reading() {
            return null;
        }

        @Override
        public void rebase() {
            rebased++;
        }
    };

    static <A> A defaults(Class<A> config) {
        return config.cast(Proxy.newProxyInstance(config.getClassLoader(), new Class<?>[] {config},
                (proxy, method, arguments) -> method.getDefaultValue()));
    }

    /** Centres 0, 1, 2 as classes "0", "1", "2": 40 prototypes and 40 held-out samples each. */
    final class Pack implements ModelPack {
        private final SampleSet prototypes = set(40);
        private final SampleSet holdout = set(40);

        private SampleSet set(int each) {
            var labels = new ArrayList<String>();
            var features = new float[3 * each * DIMENSION];
            for (int i = 0; i < 3 * each; i++) {
                labels.add(Integer.toString(i % 3));
                System.arraycopy(point(i % 3), 0, features, i * DIMENSION, DIMENSION);
            }
            return new SampleSet(labels, features, DIMENSION);
        }

        @Override
        public String id() {
            return "id";
        }

        @Override
        public String name() {
            return "name";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public List<String> labels() {
            return List.of("0", "1", "2");
        }

        @Override
        public Optional<Backbone> backbone() {
            return Optional.empty();
        }

        @Override
        public LinearTransform transform() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NeighbourRule neighbourRule() {
            return new NeighbourRule(K, NeighbourRule.Metric.EUCLIDEAN, false);
        }

        @Override
        public SampleSet prototypes() {
            return prototypes;
        }

        @Override
        public SampleSet holdout() {
            return holdout;
        }

        @Override
        public Calibration calibration() {
            return new Calibration(new HashMap<>(), 1000, Map.of());
        }

        @Override
        public List<GoldenSample> goldenSamples() {
            return List.of();
        }
    }
}
