package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tinylcm.classifier.knn.internal.KnnFactory;
import org.tinylcm.classify.Classification;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;
import org.tinylcm.pack.internal.format.LoadedPack;
import org.tinylcm.transformer.pca.internal.PcaTransformer;

/** A pack of random numbers in the size that is wanted: 1280 raw features to 256, 200 prototypes, 300 held out. */
final class Synthetic {
    static final int RAW = 1280;
    static final int PROTOTYPES = 200;
    private static final int HELD_OUT = 300;
    private static final int CLASSES = 10;

    private final SplittableRandom random = new SplittableRandom(7);
    private final double[][] centres = new double[CLASSES][RAW];

    Synthetic() {
        for (var centre : centres) {
            for (int i = 0; i < RAW; i++) {
                centre[i] = 0.5 * random.nextGaussian();
            }
        }
    }

    /** Raw features of a frame of this class. */
    float[] raw(int classNumber) {
        var raw = new float[RAW];
        for (int i = 0; i < RAW; i++) {
            raw[i] = (float) (centres[classNumber % CLASSES][i] + random.nextGaussian());
        }
        return raw;
    }

    static String label(int classNumber) {
        return "class-" + classNumber % CLASSES;
    }

    ModelPack pack() {
        var transform = transform();
        var rule = new NeighbourRule(Vectors.NEIGHBOURS, NeighbourRule.Metric.EUCLIDEAN, true);
        var bare = pack(transform, rule, new SampleSet(List.of("none"), new float[Vectors.DIMENSION],
                Vectors.DIMENSION), new Calibration(Map.of(), 1000, Map.of()));
        var transformer = new PcaTransformer(bare);
        var prototypes = samples(transformer, PROTOTYPES);
        var holdout = samples(transformer, HELD_OUT);
        return new LoadedPack(bare.id(), bare.name(), bare.version(), bare.labels(), Optional.empty(), transform, rule,
                prototypes, holdout, calibration(prototypes, holdout, rule), List.of());
    }

    private LinearTransform transform() {
        var mean = new float[RAW];
        var scale = new float[RAW];
        var components = new float[RAW * Vectors.DIMENSION];
        for (int i = 0; i < RAW; i++) {
            mean[i] = (float) (0.1 * random.nextGaussian());
            scale[i] = (float) (1 + random.nextDouble());
        }
        for (int i = 0; i < components.length; i++) {
            components[i] = (float) (random.nextGaussian() / Math.sqrt(RAW));
        }
        return new LinearTransform(mean, scale, components, Vectors.DIMENSION);
    }

    private static LoadedPack pack(LinearTransform transform, NeighbourRule rule, SampleSet samples,
            Calibration calibration) {
        return new LoadedPack("0".repeat(64), "synthetic", "1", samples.labels().stream().distinct().toList(),
                Optional.empty(), transform, rule, samples, samples, calibration, List.of());
    }

    private SampleSet samples(FeatureTransformer transformer, int count) {
        var labels = new ArrayList<String>();
        var block = new float[count * Vectors.DIMENSION];
        var features = new float[Vectors.DIMENSION];
        for (int i = 0; i < count; i++) {
            transformer.transform(raw(i), features);
            System.arraycopy(features, 0, block, i * Vectors.DIMENSION, Vectors.DIMENSION);
            labels.add(label(i));
        }
        return new SampleSet(labels, block, Vectors.DIMENSION);
    }

    private static Calibration calibration(SampleSet prototypes, SampleSet holdout, NeighbourRule rule) {
        var model = new KnnFactory().create(prototypes, rule, new float[0]);
        var result = new Classification(rule.k());
        var novelty = new float[holdout.size()];
        var confidence = new float[holdout.size()];
        var diversity = new float[holdout.size()];
        int right = 0;
        for (int i = 0; i < holdout.size(); i++) {
            model.classify(holdout.sample(i), result);
            novelty[i] = (float) result.novelty();
            confidence[i] = (float) result.confidence();
            diversity[i] = result.count() - result.agreeing();
            right += result.label().equals(holdout.labels().get(i)) ? 1 : 0;
        }
        return new Calibration(Map.of(Calibration.KNN_DISTANCE, novelty, Calibration.CONFIDENCE, confidence,
                Calibration.DIVERSITY, diversity), 1e6, Map.of("accuracy", (double) right / holdout.size()));
    }
}
