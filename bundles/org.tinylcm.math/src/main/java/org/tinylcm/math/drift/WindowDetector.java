package org.tinylcm.math.drift;

import java.util.SplittableRandom;

/**
 * Windows that compare the stream with its own past. They start filled with the reference, so they need no warm-up;
 * and since they forget what was before a change, the level after it is remembered here: drift lasts until the window's
 * mean has come back towards the reference, so that a drift that stays is not forgotten.
 */
abstract class WindowDetector implements Detector {
    private static final long SEED = 0x7C3A_51F0_2B6DL;
    private static final double JUST_ABOVE = Math.nextUp(1.0);

    private final DetectorPlan plan;
    private final ScoreReference reference;
    private final boolean both;
    /** Largest mean since the change, at least 1 scale; 0 before a change. */
    private double level;
    private double side = 1;
    private double ratio;

    WindowDetector(DetectorPlan plan, ScoreReference reference) {
        this.plan = plan;
        this.reference = reference;
        both = plan.direction() == Direction.BOTH;
    }

    /** Takes a value; says in which direction a change goes that it shows, 0 for none. */
    abstract double change(double z);

    /** Mean of what the window thinks is the present, in scales from the reference. */
    abstract double present();

    /** How near the latest value came to a change, 1 for a change. */
    abstract double closeness();

    abstract double[] saveWindow();

    abstract void restoreWindow(double[] saved);

    @Override
    public final double accept(double z) {
        var rise = change(z);
        var counts = both ? rise != 0 : rise > 0;
        if (counts && level == 0) {
            side = Math.signum(rise);
            level = 1;
        }
        if (level > 0) {
            var mean = side * present();
            level = Math.max(level, mean);
            ratio = Math.max(0, 2 * mean / level);
            if (counts) {
                ratio = Math.max(ratio, JUST_ABOVE);
            }
        } else {
            ratio = Math.min(1, closeness());
        }
        return ratio;
    }

    @Override
    public final double statistic() {
        return ratio;
    }

    @Override
    public final double threshold() {
        return 1;
    }

    @Override
    public final boolean followsReference() {
        return false;
    }

    @Override
    public final void restart() {
        level = 0;
        side = 1;
        ratio = 0;
    }

    @Override
    public final Detector fresh() {
        return Detector.of(plan, reference);
    }

    @Override
    public final double[] thresholds() {
        return new double[0];
    }

    @Override
    public final double[] save() {
        return ChartDetector.joined(new double[] {level, side, ratio}, saveWindow());
    }

    @Override
    public final void restore(double[] saved) {
        var own = ChartDetector.part(saved, 0, 3);
        if (!(own[0] >= 0) || Math.abs(own[1]) != 1 || !(own[2] >= 0)) {
            throw new IllegalArgumentException("not the state of a window detector");
        }
        restoreWindow(ChartDetector.part(saved, 3, saved.length));
        level = own[0];
        side = own[1];
        ratio = own[2];
    }

    /** Known scores in random order: the order of the pack may go by class, which a window would take for drift. */
    private static double[] shuffled(double[] values) {
        var random = new SplittableRandom(SEED);
        for (int i = values.length - 1; i > 0; i--) {
            var j = random.nextInt(i + 1);
            var value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
        return values;
    }

    static final class OfAdwin extends WindowDetector {
        private final Adwin adwin;
        private final double low;
        private final double range;

        OfAdwin(DetectorPlan plan, ScoreReference reference) {
            super(plan, reference);
            adwin = new Adwin(plan.chance(), ThresholdCalibrator.inflation(plan.autocorrelation()));
            low = reference.low();
            range = reference.high() - low;
            for (var z : shuffled(reference.standardised())) {
                change(z);
            }
        }

        @Override
        double change(double z) {
            return adwin.add((z - low) / range) ? adwin.rise() : 0;
        }

        @Override
        double present() {
            return low + range * adwin.mean();
        }

        @Override
        double closeness() {
            return adwin.closeness();
        }

        @Override
        double[] saveWindow() {
            return adwin.save();
        }

        @Override
        void restoreWindow(double[] saved) {
            adwin.restore(saved);
        }
    }

    static final class OfKswin extends WindowDetector {
        private static final int WINDOW = 100;
        private static final int RECENT = 30;
        /** Ranks see the smallest difference, rounding errors too; what is less than this share of a scale is none. */
        private static final double RESOLUTION = 64;

        private final Kswin kswin;
        private final double logAlpha;

        OfKswin(DetectorPlan plan, ScoreReference reference) {
            super(plan, reference);
            // As many effective values as the published sizes have, if values depend on one another.
            var inflation = ThresholdCalibrator.inflation(plan.autocorrelation());
            kswin = new Kswin((int) (WINDOW * inflation), (int) (RECENT * inflation), plan.chance(), inflation, SEED);
            logAlpha = Math.log(plan.chance());
            for (var z : shuffled(reference.standardised())) {
                kswin.fill(rounded(z));
            }
        }

        @Override
        double change(double z) {
            return kswin.add(rounded(z)) ? kswin.rise() : 0;
        }

        private static double rounded(double z) {
            return Math.rint(z * RESOLUTION) / RESOLUTION;
        }

        @Override
        double present() {
            return kswin.recentMean();
        }

        @Override
        double closeness() {
            return Math.log(Math.max(kswin.pValue(), Double.MIN_NORMAL)) / logAlpha;
        }

        @Override
        double[] saveWindow() {
            return kswin.save();
        }

        @Override
        void restoreWindow(double[] saved) {
            kswin.restore(saved);
        }
    }
}
