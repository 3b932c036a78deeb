package org.tinylcm.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.classifier.knn.internal.KnnFactory;
import org.tinylcm.classify.Classification;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;
import org.tinylcm.pack.internal.format.LoadedPack;

/** A pack of given vectors, which are taken as they are; calibrated on the held-out ones like a real pack. */
final class VectorPack {

    private VectorPack() {
    }

    static ModelPack of(SampleSet prototypes, SampleSet holdout, NeighbourRule rule) {
        return new LoadedPack("0".repeat(64), "vectors", "1", prototypes.labels().stream().distinct().toList(),
                Optional.empty(), identity(prototypes.dimension()), rule, prototypes, holdout,
                calibration(prototypes, holdout, rule), List.of());
    }

    private static LinearTransform identity(int dimension) {
        var scale = new float[dimension];
        Arrays.fill(scale, 1);
        var components = new float[dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            components[i * dimension + i] = 1;
        }
        return new LinearTransform(new float[dimension], scale, components, dimension);
    }

    private static Calibration calibration(SampleSet prototypes, SampleSet holdout, NeighbourRule rule) {
        var model = new KnnFactory().create(prototypes, rule, new float[0]);
        var result = new Classification(rule.k());
        int count = holdout.size();
        var novelty = new float[count];
        for (int i = 0; i < count; i++) {
            model.classify(holdout.sample(i), result);
            novelty[i] = (float) result.novelty();
        }
        model = new KnnFactory().create(prototypes, rule, novelty);
        var confidence = new float[count];
        var diversity = new float[count];
        var distance = new float[count];
        var mean = mean(holdout);
        int right = 0;
        for (int i = 0; i < count; i++) {
            var sample = holdout.sample(i);
            model.classify(sample, result);
            confidence[i] = (float) result.confidence();
            diversity[i] = result.count() - result.agreeing();
            distance[i] = distance(sample, mean);
            right += result.label().equals(holdout.labels().get(i)) ? 1 : 0;
        }
        return new Calibration(Map.of(Calibration.KNN_DISTANCE, novelty, Calibration.CONFIDENCE, confidence,
                Calibration.DIVERSITY, diversity, Calibration.FEATURE_DISTANCE, distance), 10_000,
                Map.of("accuracy", (double) right / count));
    }

    private static double[] mean(SampleSet samples) {
        var mean = new double[samples.dimension()];
        for (int i = 0; i < samples.features().length; i++) {
            mean[i % mean.length] += samples.features()[i] / samples.size();
        }
        return mean;
    }

    private static float distance(float[] sample, double[] mean) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += (sample[i] - mean[i]) * (sample[i] - mean[i]);
        }
        return (float) Math.sqrt(sum);
    }
}
