package org.tinylcm.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tinylcm.classifier.knn.internal.KnnClassifier;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.extractor.tflite.internal.BareNetwork;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.pipeline.internal.FrameLoop;
import org.tinylcm.transformer.pca.internal.PcaTransformer;

/** Everything but the extractor, for one frame; and the network in the same run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OverheadBench {
    private static final int FRAMES = 512;

    /** Raw features are there already: copying them is all the extractor does. */
    record Given(String modelId) implements FeatureExtractor {
        @Override
        public int dimension() {
            return Synthetic.RAW;
        }

        @Override
        public void extract(Frame frame, float[] features, StageTimer timer) {
            System.arraycopy(((Payload.Vector) frame.payload()).values(), 0, features, 0, Synthetic.RAW);
        }
    }

    /** Stages and frames. */
    @State(Scope.Thread)
    public static class Stages {
        final ModelPack pack;
        final FeatureTransformer transformer;
        final Classifier classifier;
        final List<DriftMonitor> monitors = new ArrayList<>();
        final Frame[] frames = new Frame[FRAMES];
        final float[][] features = new float[FRAMES][Vectors.DIMENSION];
        final Classification[] results = new Classification[FRAMES];
        final Observation observation = new Observation();
        final FrameLoop loop;
        final FrameLoop told;
        int next;

        public Stages() {
            var synthetic = new Synthetic();
            pack = synthetic.pack();
            transformer = new PcaTransformer(pack);
            try {
                classifier = Classifiers.of(pack);
                for (var name : Configured.MONITORS) {
                    monitors.add(Configured.monitor(name, pack));
                }
                loop = new FrameLoop(new Given(pack.id()), transformer, classifier, fresh(), null);
                told = new FrameLoop(new Given(pack.id()), transformer, classifier, fresh(), new PipelineListener() {
                });
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            for (int i = 0; i < FRAMES; i++) {
                int classNumber = (i * 7919) >>> 3;
                frames[i] = new Frame(i, "frame " + i, Instant.EPOCH, Synthetic.label(classNumber),
                        new Payload.Vector(synthetic.raw(classNumber)));
                results[i] = new Classification(Vectors.NEIGHBOURS);
                transformer.transform(((Payload.Vector) frames[i].payload()).values(), features[i]);
                classifier.model().classify(features[i], results[i]);
            }
        }

        private List<DriftMonitor> fresh() throws ReflectiveOperationException {
            var all = new ArrayList<DriftMonitor>();
            for (var name : Configured.MONITORS) {
                all.add(Configured.monitor(name, pack));
            }
            return all;
        }

        int next() {
            return next++ % FRAMES;
        }
    }

    /** The pack's classifier with the defaults of its configuration. */
    static final class Classifiers {
        static Classifier of(ModelPack pack) throws ReflectiveOperationException {
            var constructor = KnnClassifier.class.getConstructors()[0];
            var config = java.lang.reflect.Proxy.newProxyInstance(KnnClassifier.class.getClassLoader(),
                    new Class<?>[] {constructor.getParameterTypes()[0]},
                    (proxy, method, arguments) -> method.getDefaultValue());
            return (Classifier) constructor.newInstance(config, pack);
        }
    }

    /** The network alone. */
    @State(Scope.Thread)
    public static class Network {
        @Param({""})
        public String model;
        BareNetwork network;

        @Setup
        public void open() throws Exception {
            network = BareNetwork.open(Path.of(model), 1, true);
        }

        @TearDown
        public void close() {
            network.close();
        }
    }

    @Benchmark
    public float[] transform(Stages stages) {
        int i = stages.next();
        stages.transformer.transform(((Payload.Vector) stages.frames[i].payload()).values(), stages.features[i]);
        return stages.features[i];
    }

    @Benchmark
    public double classify(Stages stages) {
        int i = stages.next();
        stages.classifier.model().classify(stages.features[i], stages.results[i]);
        return stages.results[i].novelty();
    }

    @Benchmark
    public int monitors(Stages stages) {
        int i = stages.next();
        stages.observation.of(i, stages.features[i], stages.results[i], stages.frames[i].truth());
        int drifting = 0;
        for (int m = 0; m < stages.monitors.size(); m++) {
            drifting += stages.monitors.get(m).observe(stages.observation) == Verdict.DRIFT ? 1 : 0;
        }
        return drifting;
    }

    @Benchmark
    public void frame(Stages stages) throws InterruptedException {
        stages.loop.process(stages.frames[stages.next()]);
    }

    @Benchmark
    public void frameTold(Stages stages) throws InterruptedException {
        stages.told.process(stages.frames[stages.next()]);
    }

    @Benchmark
    public void model(Network network) {
        network.network.invoke();
    }
}
