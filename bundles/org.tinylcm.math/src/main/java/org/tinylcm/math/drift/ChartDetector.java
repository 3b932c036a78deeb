package org.tinylcm.math.drift;

import java.util.Arrays;

/** Charts with one statistic a side, each with its own threshold, since scores are seldom symmetric. */
abstract class ChartDetector implements Detector {
    private final DetectorPlan plan;
    private final boolean both;
    private final double above;
    private final double below;
    private double up;
    private double down;

    /** @param thresholds for rises and for falls; the second one is of no use if only rises count */
    ChartDetector(DetectorPlan plan, double[] thresholds) {
        if (thresholds.length != 2 || !sane(thresholds[0]) || !sane(thresholds[1])) {
            throw new IllegalArgumentException("not the thresholds of a chart: " + Arrays.toString(thresholds));
        }
        this.plan = plan;
        both = plan.direction() == Direction.BOTH;
        above = thresholds[0];
        below = thresholds[1];
    }

    private static boolean sane(double threshold) {
        return threshold > 0 && threshold < Double.POSITIVE_INFINITY;
    }

    /** Those that keep the plan's run length with this reference. */
    static double[] thresholds(DetectorPlan plan, ScoreReference reference) {
        return new double[] {threshold(plan, reference.standardised()),
            plan.direction() == Direction.BOTH ? threshold(plan, reference.mirrored()) : 1};
    }

    private static double threshold(DetectorPlan plan, double[] sorted) {
        return plan.method() == Method.EWMA
                ? ThresholdCalibrator.ewma(sorted, plan.smoothing(), plan.arlPerSide(), plan.autocorrelation())
                : ThresholdCalibrator.cusum(sorted, plan.shift() / 2, plan.arlPerSide(), plan.autocorrelation());
    }

    final DetectorPlan plan() {
        return plan;
    }

    @Override
    public final double[] thresholds() {
        return new double[] {above, below};
    }

    abstract double addUp(double z);

    abstract double addDown(double z);

    abstract void reset();

    @Override
    public final double accept(double z) {
        up = addUp(z);
        down = both ? addDown(-z) : 0;
        return Math.max(up / above, down / below);
    }

    @Override
    public final double statistic() {
        return down / below > up / above ? down : up;
    }

    @Override
    public final double threshold() {
        return down / below > up / above ? below : above;
    }

    @Override
    public final boolean followsReference() {
        return true;
    }

    @Override
    public final void restart() {
        up = 0;
        down = 0;
        reset();
    }

    static double[] joined(double[] a, double[] b) {
        var joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    static double[] part(double[] saved, int from, int to) {
        if (saved.length < to) {
            throw new IllegalArgumentException("state of the test is too short");
        }
        return Arrays.copyOfRange(saved, from, to);
    }

    final void seen(double upNow, double downNow) {
        up = upNow;
        down = downNow;
    }

    /** Page-Hinkley with a known mean is the cumulative sum: see {@link PageHinkley}. */
    static final class OfCusum extends ChartDetector {
        /** A long drift fills the sum only so far, or leaving it would take as long as it lasted. */
        private static final double CAP = 1.5;

        private final Cusum rising;
        private final Cusum falling;

        OfCusum(DetectorPlan plan, double[] thresholds) {
            super(plan, thresholds);
            rising = new Cusum(plan.shift() / 2, CAP * thresholds[0]);
            falling = new Cusum(plan.shift() / 2, CAP * thresholds[1]);
        }

        @Override
        public Detector fresh() {
            return new OfCusum(plan(), thresholds());
        }

        @Override
        double addUp(double z) {
            return rising.add(z);
        }

        @Override
        double addDown(double z) {
            return falling.add(z);
        }

        @Override
        void reset() {
            rising.reset();
            falling.reset();
        }

        @Override
        public double[] save() {
            return joined(rising.save(), falling.save());
        }

        @Override
        public void restore(double[] saved) {
            var upper = part(saved, 0, 3);
            var lower = part(saved, 3, 6);
            new Cusum(0, 1).restore(lower);
            rising.restore(upper);
            falling.restore(lower);
            seen(rising.sum(), falling.sum());
        }
    }

    static final class OfEwma extends ChartDetector {
        private final EwmaChart rising;
        private final EwmaChart falling;

        OfEwma(DetectorPlan plan, double[] thresholds) {
            super(plan, thresholds);
            rising = new EwmaChart(plan.smoothing());
            falling = new EwmaChart(plan.smoothing());
        }

        @Override
        public Detector fresh() {
            return new OfEwma(plan(), thresholds());
        }

        @Override
        double addUp(double z) {
            return rising.add(z);
        }

        @Override
        double addDown(double z) {
            return falling.add(z);
        }

        @Override
        void reset() {
            rising.reset();
            falling.reset();
        }

        @Override
        public double[] save() {
            return joined(rising.save(), falling.save());
        }

        @Override
        public void restore(double[] saved) {
            var upper = part(saved, 0, 1);
            var lower = part(saved, 1, 2);
            new EwmaChart(1).restore(lower);
            rising.restore(upper);
            falling.restore(lower);
            seen(rising.value(), falling.value());
        }
    }
}
