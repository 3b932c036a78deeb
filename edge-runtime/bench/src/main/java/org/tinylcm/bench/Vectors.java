package org.tinylcm.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tinylcm.model.SampleSet;

/** Seeded test vectors: ten classes, each around a centre of its own. */
final class Vectors {
    static final int DIMENSION = 256;
    static final int NEIGHBOURS = 5;
    private static final int CLASSES = 10;

    private Vectors() {
    }

    static float[] block(int rows, long seed) {
        var random = new SplittableRandom(seed);
        var centres = new float[CLASSES * DIMENSION];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = (float) random.nextDouble();
        }
        var block = new float[rows * DIMENSION];
        for (int row = 0, at = 0; row < rows; row++) {
            for (int i = 0; i < DIMENSION; i++, at++) {
                // 24 random bits: cheap enough for a thousand million bytes.
                block[at] = centres[row % CLASSES * DIMENSION + i] + (random.nextInt() >>> 8) * 0x1p-24f - 0.5f;
            }
        }
        return block;
    }

    static SampleSet labelled(float[] block) {
        var labels = IntStream.range(0, block.length / DIMENSION).mapToObj(i -> "class-" + i % CLASSES).toList();
        return new SampleSet(labels, block, DIMENSION);
    }

    static List<float[]> queries(int count) {
        var block = block(count, 2);
        return IntStream.range(0, count).mapToObj(i -> row(block, i)).toList();
    }

    static float[] row(float[] block, int row) {
        var values = new float[DIMENSION];
        System.arraycopy(block, row * DIMENSION, values, 0, DIMENSION);
        return values;
    }

    static double[] wide(float[] values, boolean toUnitLength) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double factor = toUnitLength ? 1 / Math.sqrt(squares) : 1;
        var wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i] * factor;
        }
        return wide;
    }
}
