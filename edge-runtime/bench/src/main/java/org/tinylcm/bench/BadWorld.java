package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.SplittableRandom;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/**
 * A random world: 3 to 6 known classes and two new ones, each a ball of noise of its own size, in 16 to 64 dimensions
 * whose spread falls like that of principal components.
 */
final class BadWorld {
    private static final int HELD_OUT = 60;

    final SplittableRandom random;
    final int known;
    final double[][] centres;
    private final double[] scale;
    private final double[] spread;
    private final int dimension;

    BadWorld(long seed) {
        random = new SplittableRandom(seed);
        known = 3 + random.nextInt(4);
        dimension = 16 << random.nextInt(3);
        scale = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            scale[i] = 1 / Math.sqrt(1 + i / 8.0);
        }
        // Two centres are on average 3 to 10 standard deviations apart.
        double apart = (3 + 7 * random.nextDouble()) / Math.sqrt(2.0 * dimension);
        centres = new double[known + 2][dimension];
        spread = new double[known + 2];
        for (int i = 0; i < centres.length; i++) {
            spread[i] = 0.8 + 0.4 * random.nextDouble();
            for (int j = 0; j < dimension; j++) {
                centres[i][j] = apart * scale[j] * random.nextGaussian();
            }
        }
    }

    /** The name of a class. */
    static String name(int number) {
        return "class-" + number;
    }

    float[] sample(int number) {
        return around(centres[number], spread[number]);
    }

    /** @param size 1: as wide as a class */
    float[] around(double[] centre, double size) {
        var sample = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            sample[j] = (float) (centre[j] + size * scale[j] * random.nextGaussian());
        }
        return sample;
    }

    /** A point on the line from one centre to another; 0 is the first, 1 the second. */
    double[] between(int one, int other, double share) {
        var point = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            point[j] = (1 - share) * centres[one][j] + share * centres[other][j];
        }
        return point;
    }

    ModelPack pack() {
        int each = 15 + random.nextInt(30);
        return VectorPack.of(samples(each * known), samples(HELD_OUT * known),
                new NeighbourRule(5, NeighbourRule.Metric.EUCLIDEAN, random.nextBoolean()));
    }

    private SampleSet samples(int count) {
        var labels = new ArrayList<String>();
        var block = new float[count * dimension];
        for (int i = 0; i < count; i++) {
            labels.add(name(i % known));
            System.arraycopy(sample(i % known), 0, block, i * dimension, dimension);
        }
        return new SampleSet(labels, block, dimension);
    }
}
