package org.tinylcm.math.drift;

/**
 * Drift detection method on a stream of errors (J. Gama et al., SBIA 2004): with error rate p and
 * {@code s = sqrt(p (1 - p) / n)}, warning when {@code p + s > pmin + 2 smin}, drift at 3, where pmin and smin are
 * those with the smallest {@code p + s}. It makes no promise about false alarms (most come in the first hundreds of
 * values); here it is for comparison, monitors do not use it.
 */
public final class Ddm {
    private static final int LEAST = 30;

    private long count;
    private long errors;
    private double bestRate;
    private double bestDeviation;
    private boolean seen;

    /** Returns 0 stable, 1 warning, 2 drift; after drift it starts afresh. */
    public int add(boolean error) {
        count++;
        if (error) {
            errors++;
        }
        if (count < LEAST) {
            return 0;
        }
        var rate = errors / (double) count;
        var deviation = Math.sqrt(rate * (1 - rate) / count);
        if (!seen || rate + deviation <= bestRate + bestDeviation) {
            seen = true;
            bestRate = rate;
            bestDeviation = deviation;
        }
        if (rate + deviation > bestRate + 3 * bestDeviation) {
            reset();
            return 2;
        }
        return rate + deviation > bestRate + 2 * bestDeviation ? 1 : 0;
    }

    public void reset() {
        count = 0;
        errors = 0;
        bestRate = 0;
        bestDeviation = 0;
        seen = false;
    }

    public double[] save() {
        return new double[] {count, errors, bestRate, bestDeviation, seen ? 1 : 0};
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} */
    public void restore(double[] saved) {
        if (saved.length != 5 || !(saved[0] >= saved[1]) || !(saved[1] >= 0)) {
            throw new IllegalArgumentException("not the state of DDM");
        }
        count = (long) saved[0];
        errors = (long) saved[1];
        bestRate = saved[2];
        bestDeviation = saved[3];
        seen = saved[4] != 0;
    }
}
