package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/**
 * Five Gaussian classes in 64 dimensions with an abrupt change, as in the comparison of TML-CD (section B.2 of the
 * anchors). Means are drawn from N(0, {@value #APART}²), samples scatter with 1 around them; {@value #APART} is what
 * makes the oracle there and here equally good.
 */
final class LabelStream {
    static final int CLASSES = 5;
    static final int DIMENSION = 64;
    static final int BEFORE = 1_000;
    static final int AFTER = 2_000;
    static final double APART = 0.46;
    /** Of 250 samples that may be stored, 150 are left for labelled frames. */
    static final int PROTOTYPES = 60;
    static final int HELD_OUT = 40;
    /** Of the oracle, whose accuracy is then that of the oracle there. */
    static final NeighbourRule ORACLE_RULE = new NeighbourRule(5, NeighbourRule.Metric.EUCLIDEAN, false);
    static final NeighbourRule RULE = new NeighbourRule(9, NeighbourRule.Metric.EUCLIDEAN, false);

    /** What happens at the change. */
    enum Change {
        NEW_MEANS, LABELS_PERMUTED
    }

    private final SplittableRandom random;
    private final double[][] first;
    private final double[][] second;

    LabelStream(Change change, long seed) {
        random = new SplittableRandom(seed);
        first = means();
        second = change == Change.NEW_MEANS ? means() : first.clone();
        if (change == Change.LABELS_PERMUTED) {
            // Each class becomes the next one: no label stays right.
            for (int i = 0; i < CLASSES; i++) {
                second[i] = first[(i + 1) % CLASSES];
            }
        }
    }

    private double[][] means() {
        var means = new double[CLASSES][DIMENSION];
        for (var mean : means) {
            Arrays.setAll(mean, j -> APART * random.nextGaussian());
        }
        return means;
    }

    int drawClass() {
        return random.nextInt(CLASSES);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    static String name(int number) {
        return "class-" + number;
    }

    float[] sample(int number, boolean changed) {
        var mean = (changed ? second : first)[number];
        var sample = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            sample[j] = (float) (mean[j] + random.nextGaussian());
        }
        return sample;
    }

    ModelPack pack() {
        return VectorPack.of(samples(PROTOTYPES), samples(HELD_OUT), RULE);
    }

    SampleSet samples(int count) {
        var labels = new ArrayList<String>();
        var block = new float[count * DIMENSION];
        for (int i = 0; i < count; i++) {
            labels.add(name(i % CLASSES));
            System.arraycopy(sample(i % CLASSES, false), 0, block, i * DIMENSION, DIMENSION);
        }
        return new SampleSet(labels, block, DIMENSION);
    }
}
