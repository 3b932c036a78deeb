package org.tinylcm.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.math.drift.EpisodeGate;
import org.tinylcm.math.drift.Method;
import org.tinylcm.math.drift.ScoreMonitor;
import org.tinylcm.transformer.pca.internal.PcaTransformer;

/** Updates of a monitor on a stream without drift. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MonitorBench {
    private static final int VALUES = 1024;

    /** One of the six, as the device has it. */
    @State(Scope.Thread)
    public static class Six {
        @Param({"knn-distance"})
        public String monitor;
        final Observation[] observations = new Observation[VALUES];
        DriftMonitor watched;

        @Setup
        public void setUp() throws ReflectiveOperationException {
            var synthetic = new Synthetic();
            var pack = synthetic.pack();
            watched = Configured.monitor(monitor, pack);
            var transformer = new PcaTransformer(pack);
            ClassifierModel model = OverheadBench.Classifiers.of(pack).model();
            var random = new SplittableRandom(11);
            for (int i = 0; i < VALUES; i++) {
                int classNumber = random.nextInt(1000);
                var features = new float[Vectors.DIMENSION];
                var result = new Classification(Vectors.NEIGHBOURS);
                transformer.transform(synthetic.raw(classNumber), features);
                model.classify(features, result);
                observations[i] = new Observation().of(i, features, result, Synthetic.label(classNumber));
            }
        }
    }

    /** A method by itself. */
    @State(Scope.Thread)
    public static class Test {
        @Param({"PAGE_HINKLEY"})
        public Method method;
        final double[] values = new double[VALUES];
        ScoreMonitor watched;

        @Setup
        public void setUp() {
            var signal = Signal.gaussian(0.3, 0.1);
            var random = new SplittableRandom(12);
            watched = Watcher.monitor(method, 10_000, signal, signal.known(random));
            for (int i = 0; i < VALUES; i++) {
                values[i] = signal.independent().applyAsDouble(random);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int observe(Six six) {
        int drifting = 0;
        for (var observation : six.observations) {
            drifting += six.watched.observe(observation) == Verdict.DRIFT ? 1 : 0;
        }
        return drifting;
    }

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int accept(Test test) {
        int drifting = 0;
        for (double value : test.values) {
            drifting += test.watched.accept(value) == EpisodeGate.Phase.DRIFT ? 1 : 0;
        }
        return drifting;
    }
}
