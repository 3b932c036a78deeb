package org.tinylcm.math.drift;

import org.tinylcm.math.stat.Normal;

/**
 * Thresholds of one-sided charts for a wished average run length between false alarms, from known scores.
 *
 * <p>No shape is assumed: increments have the distribution of the known scores themselves, on a lattice; the run
 * length comes from the Markov chain of {@link RunLength} (Brook and Evans 1972), so there is no simulation, no seed
 * and no sampling error, and a long run length costs hardly more than a short one. A value between two lattice points
 * is shared between them so that its mean is kept; that adds a little variance and so errs to the safe side.
 *
 * <p>Three allowances for a finite reference of n scores:
 * <ul>
 * <li>the next score lies beyond all known ones with a chance of 1/(n+1) (exchangeability): that mass sits one scale
 * beyond the largest, where {@link ScoreReference} clips;</li>
 * <li>the true mean may be higher than the one found: increments are raised by the standard errors that
 * {@link #CONFIDENCE} asks for;</li>
 * <li>lag-1 autocorrelation rho multiplies the long-run variance by (1 + rho) / (1 - rho) (R. A. Johnson and
 * M. Bagshaw, Technometrics 16, 1974): deviations are widened by its root, and so is the standard error. The EWMA chart
 * forgets, so for it rho counts (1 - weight) times.</li>
 * </ul>
 */
public final class ThresholdCalibrator {
    /** One-sided confidence that the reference's mean is not too low. */
    public static final double CONFIDENCE = 0.95;

    /** To be raised with any change of what is found: saved thresholds of another number are found anew. */
    static final int METHOD = 1;
    private static final int STATES = 240;
    private static final double PER_SCALE = 8;

    private ThresholdCalibrator() {
    }

    /** Variance of a mean of autocorrelated values in units of that of independent ones. */
    public static double inflation(double autocorrelation) {
        if (!(autocorrelation >= 0 && autocorrelation < 1)) {
            throw new IllegalArgumentException("autocorrelation must be in [0, 1), not " + autocorrelation);
        }
        return (1 + autocorrelation) / (1 - autocorrelation);
    }

    /**
     * Threshold for {@link Cusum} on standardised scores.
     *
     * @param sorted standardised known scores, ascending
     * @param allowance k in units of the scale
     * @param arl frames between false alarms, at least 2
     * @param autocorrelation lag-1 autocorrelation of the stream, 0..1
     */
    public static double cusum(double[] sorted, double allowance, double arl, double autocorrelation) {
        var factor = Math.sqrt(inflation(autocorrelation));
        for (double width = factor / PER_SCALE;; width *= 2) {
            var steps = Lattice.of(sorted, factor, width, -allowance);
            var states = RunLength.states(new CusumTransitions(steps), checked(arl), STATES);
            if (states > 0) {
                return states * width;
            }
        }
    }

    /**
     * Threshold for {@link EwmaChart} on standardised scores.
     *
     * @param weight weight of a new value
     */
    public static double ewma(double[] sorted, double weight, double arl, double autocorrelation) {
        var factor = Math.sqrt(inflation(autocorrelation * (1 - weight)));
        var steps = Lattice.of(sorted, factor, factor / (2 * PER_SCALE), 0);
        for (double width = factor * Math.sqrt(weight / (2 - weight)) / PER_SCALE;; width *= 2) {
            var states = RunLength.states(new EwmaTransitions(steps, weight, width), checked(arl), STATES);
            if (states > 0) {
                return states * width;
            }
        }
    }

    /** How many standard errors of the mean to allow for. */
    static double margin() {
        return Normal.quantile(CONFIDENCE);
    }

    private static double checked(double arl) {
        if (!(arl >= 2 && arl <= 1e12)) {
            throw new IllegalArgumentException("average run length must be in 2..1e12, not " + arl);
        }
        return arl;
    }

    /** Steps of the same distribution from every state; what would fall below 0 stays there. */
    private record CusumTransitions(Lattice steps) implements RunLength.Transitions {
        @Override
        public double probability(int from, int to) {
            return to == 0 ? steps.atMost(-from) : steps.mass(to - from);
        }
    }

    private static final class EwmaTransitions implements RunLength.Transitions {
        private final Lattice steps;
        private final double weight;
        private final double width;
        private final double[][] rows = new double[STATES][];

        EwmaTransitions(Lattice steps, double weight, double width) {
            this.steps = steps;
            this.weight = weight;
            this.width = width;
        }

        @Override
        public double probability(int from, int to) {
            if (rows[from] == null) {
                rows[from] = row(from);
            }
            return rows[from][to];
        }

        private double[] row(int from) {
            var row = new double[STATES + 2];
            for (int i = 0; i < steps.size(); i++) {
                var next = Math.max(0, (1 - weight) * from + weight * steps.value(i) / width);
                var below = (int) Math.min(next, STATES);
                var share = Math.min(1, next - below);
                row[below] += (1 - share) * steps.massAt(i);
                row[below + 1] += share * steps.massAt(i);
            }
            return row;
        }
    }
}
