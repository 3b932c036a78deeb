package org.tinylcm.bench;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * A stationary stream of scores.
 *
 * @param name what it is
 * @param errors true if its values are 0 and 1, as the accuracy monitor sees
 * @param autocorrelation between a value and the next one
 * @param independent draws a value that depends on no other: what held-out samples are like
 * @param stream makes a new stream; each gives value after value
 */
record Signal(String name, boolean errors, double autocorrelation, ToDoubleFunction<SplittableRandom> independent,
        Supplier<ToDoubleFunction<SplittableRandom>> stream) {
    private static final int HELD_OUT = 300;

    static Signal independent(String name, boolean errors, ToDoubleFunction<SplittableRandom> draw) {
        return new Signal(name, errors, 0, draw, () -> draw);
    }

    static Signal bernoulli(double p) {
        return independent("Bernoulli " + p, true, random -> random.nextDouble() < p ? 1 : 0);
    }

    static Signal gaussian(double mean, double deviation) {
        return independent("Gaussian " + mean + " sd " + deviation, false,
                random -> mean + deviation * random.nextGaussian());
    }

    /** First-order autoregressive, mean 0, deviation 1. */
    static Signal autoregressive(double rho) {
        double innovation = Math.sqrt(1 - rho * rho);
        return new Signal("AR(1) rho " + rho, false, rho, SplittableRandom::nextGaussian, () -> {
            var latest = new double[] {Double.NaN};
            return random -> {
                double before = Double.isNaN(latest[0]) ? random.nextGaussian() : latest[0];
                latest[0] = rho * before + innovation * random.nextGaussian();
                return latest[0];
            };
        });
    }

    static Signal resampled(String name, float[] values) {
        return independent(name, false, random -> values[random.nextInt(values.length)]);
    }

    /** What a pack knows of it: {@value #HELD_OUT} held-out scores. */
    float[] known(SplittableRandom random) {
        var known = new float[HELD_OUT];
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) independent.applyAsDouble(random);
        }
        return known;
    }
}
