package org.tinylcm.math.drift;

import java.util.SplittableRandom;

/** Random values in pieces of random length, each with its own mean; the same for the same seed. */
public final class Changing {
    private static final int LONGEST = 4_000;

    private final SplittableRandom random;
    private int left;
    private int kind;
    private double mean;

    public Changing(long seed) {
        random = new SplittableRandom(seed);
    }

    /** In 0..1: pieces of bits, of noise, of a ramp and of one constant. */
    public double next() {
        piece(4);
        return switch (kind) {
            case 0 -> random.nextDouble() < mean ? 1 : 0;
            case 1 -> within(mean + 0.1 * random.nextGaussian());
            case 2 -> within(mean + (0.5 - mean) * left / LONGEST + 0.05 * random.nextGaussian());
            default -> mean;
        };
    }

    /** Errors; every eighth piece has none or nothing else. */
    public boolean nextBit() {
        piece(16);
        double rate = kind == 0 ? 0 : kind == 1 ? 1 : 0.5 * mean;
        return random.nextDouble() < rate;
    }

    /** Deviation 1, mean -1 to 1. */
    public double nextNormal() {
        piece(1);
        return 2 * mean - 1 + random.nextGaussian();
    }

    private void piece(int kinds) {
        if (left-- == 0) {
            left = random.nextInt(20, LONGEST);
            kind = random.nextInt(kinds);
            mean = random.nextDouble();
        }
    }

    private static double within(double x) {
        return Math.max(0, Math.min(1, x));
    }
}
