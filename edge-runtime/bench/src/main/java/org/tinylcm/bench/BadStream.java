package org.tinylcm.bench;

import java.util.Arrays;
import java.util.Locale;
import org.tinylcm.model.ModelPack;

/**
 * Frames that tempt a device to learn something wrong. Each begins with {@value #QUIET} frames as the pack knows them,
 * and has {@value #FRAMES} in all. What comes then depends on the kind, with random sizes, shares and places.
 */
final class BadStream {
    static final int FRAMES = 3_000;
    private static final int QUIET = 300;

    /** What is bad about it. */
    enum Kind {
        /** A new class; a person labels frames and odd samples, and 3 of 10 labels are wrong. */
        LABEL_NOISE,
        /**
         * A tight cluster between two known classes, whose frames belong to either, comes and goes; a new class too.
         */
        POISONED_CLUSTER,
        /** One class a hundred times as frequent as each other, and a new class as rare. */
        IMBALANCE,
        /** Again and again 20 to 80 frames of nearly the same odd picture of a known class. */
        BURSTS,
        /** All classes move for 2,000 frames, by up to one and a half distances of neighbouring centres. */
        SLOW_DRIFT
    }

    /**
     * @param truth its true class
     * @param told what a person says it is, null if nobody says anything
     */
    record Sample(float[] features, String truth, String told) {
    }

    final Kind kind;
    final long seed;
    private final BadWorld world;
    private final ModelPack pack;
    private final double labelled;
    private final double share;
    private final double size;
    private final int one;
    private final int other;
    private final double[] poison;
    private final double[][] path;
    private int frame;
    private int left;
    private int burstClass;
    private double[] burst;

    BadStream(Kind kind, long seed) {
        this.kind = kind;
        this.seed = seed;
        world = new BadWorld(seed * 31 + kind.ordinal());
        pack = world.pack();
        var random = world.random;
        labelled = random.nextBoolean() ? 1 : 0.1 + 0.4 * random.nextDouble();
        share = 0.2 + 0.4 * random.nextDouble();
        size = 0.05 + 0.6 * random.nextDouble();
        one = random.nextInt(world.known);
        other = (one + 1 + random.nextInt(world.known - 1)) % world.known;
        poison = world.between(one, other, 0.3 + 0.4 * random.nextDouble());
        for (int j = 0; j < poison.length; j++) {
            poison[j] += 0.4 * random.nextGaussian();
        }
        path = new double[world.known][];
        double length = 0.5 + random.nextDouble();
        for (int i = 0; i < path.length; i++) {
            // Some go towards another class, the others anywhere.
            var target = random.nextBoolean() ? world.centres[(i + 1) % world.known] : world.centres[world.known + 1];
            path[i] = new double[poison.length];
            for (int j = 0; j < poison.length; j++) {
                path[i][j] = length * 0.5 * (target[j] - world.centres[i][j]);
            }
        }
    }

    ModelPack pack() {
        return pack;
    }

    String name() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", seed " + seed;
    }

    Sample next() {
        int now = frame++;
        if (now < QUIET) {
            return known(world.random.nextInt(world.known));
        }
        return switch (kind) {
            case LABEL_NOISE -> labelNoise();
            case POISONED_CLUSTER -> poisoned(now);
            case IMBALANCE -> imbalanced();
            case BURSTS -> bursting();
            case SLOW_DRIFT -> drifting(Math.min(1, (now - QUIET) / 2000.0));
        };
    }

    /** What a person says who is wrong 3 times of 10. */
    String noisy(String truth) {
        return world.random.nextDouble() < 0.3 ? BadWorld.name(world.random.nextInt(world.known + 1)) : truth;
    }

    boolean labelled() {
        return kind == Kind.LABEL_NOISE && world.random.nextDouble() < labelled;
    }

    private Sample known(int number) {
        return new Sample(world.sample(number), BadWorld.name(number), null);
    }

    private Sample labelNoise() {
        boolean novel = world.random.nextDouble() < share / 2;
        var sample = known(novel ? world.known : world.random.nextInt(world.known));
        return labelled() ? new Sample(sample.features(), sample.truth(), noisy(sample.truth())) : sample;
    }

    private Sample poisoned(int now) {
        boolean there = now / 400 % 2 == 0;
        if (there && world.random.nextDouble() < share) {
            var truth = BadWorld.name(world.random.nextBoolean() ? one : other);
            return new Sample(world.around(poison, size), truth, null);
        }
        return known(now > 1200 && world.random.nextDouble() < 0.2 ? world.known : world.random.nextInt(world.known));
    }

    private Sample imbalanced() {
        int classes = world.known + 1;
        int drawn = world.random.nextInt(100 + classes - 1);
        return known(drawn < classes - 1 ? drawn < one ? drawn : drawn + 1 : one);
    }

    private Sample bursting() {
        var random = world.random;
        if (left == 0 && random.nextDouble() < 0.01) {
            left = 20 + random.nextInt(60);
            burstClass = random.nextInt(world.known);
            burst = new double[poison.length];
            var toward = world.sample((burstClass + 1) % world.known);
            double far = 0.3 + 0.5 * random.nextDouble();
            var from = world.sample(burstClass);
            Arrays.setAll(burst, j -> (1 - far) * from[j] + far * toward[j] + 0.5 * random.nextGaussian());
        }
        if (left > 0) {
            left--;
            return new Sample(world.around(burst, 0.05), BadWorld.name(burstClass), null);
        }
        return known(random.nextInt(world.known));
    }

    private Sample drifting(double progress) {
        int number = world.random.nextInt(world.known);
        var features = world.sample(number);
        for (int j = 0; j < features.length; j++) {
            features[j] += (float) (progress * path[number][j]);
        }
        return new Sample(features, BadWorld.name(number), null);
    }
}
