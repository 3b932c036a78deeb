package org.tinylcm.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.ADWINChangeDetector;
import moa.classifiers.core.driftdetection.CusumDM;
import moa.classifiers.core.driftdetection.DDM;
import moa.classifiers.core.driftdetection.EDDM;
import moa.classifiers.core.driftdetection.EWMAChartDM;
import moa.classifiers.core.driftdetection.GeometricMovingAverageDM;
import moa.classifiers.core.driftdetection.HDDM_A_Test;
import moa.classifiers.core.driftdetection.HDDM_W_Test;
import moa.classifiers.core.driftdetection.PageHinkleyDM;
import moa.classifiers.core.driftdetection.RDDM;
import moa.classifiers.core.driftdetection.SEEDChangeDetector;
import moa.classifiers.core.driftdetection.STEPD;
import org.tinylcm.math.drift.DetectorPlan;
import org.tinylcm.math.drift.Direction;
import org.tinylcm.math.drift.EpisodeGate;
import org.tinylcm.math.drift.Method;
import org.tinylcm.math.drift.ReferencePolicy;
import org.tinylcm.math.drift.ScoreMonitor;

/** A detector of changes, ours or one of MOA's. */
interface Watcher {

    /** Takes a value; true if it sees a change. After false alarms it goes on by itself. */
    boolean sees(double value);

    /** True while an episode that it has reported goes on. */
    default boolean alarmed() {
        return false;
    }

    /**
     * How to make one for a signal.
     *
     * @param name what to call it
     * @param ours true if it is one of ours
     */
    record Kind(String name, boolean ours, Maker maker) {
        Watcher make(Signal signal, SplittableRandom random) {
            return maker.make(signal, random);
        }
    }

    /** Makes a detector that has not seen anything. */
    interface Maker {
        Watcher make(Signal signal, SplittableRandom random);
    }

    /** With the defaults of our monitors, and held-out scores of the signal. */
    static Kind ours(Method method, double arl) {
        return new Kind(method.text() + ", arl " + Text.number(arl), true,
                (signal, random) -> watcher(monitor(method, arl, signal, signal.known(random))));
    }

    /** The reference is learned from the stream's first 100 values. */
    static Kind learning(Method method, double arl) {
        return new Kind(method.text() + " that warms up, arl " + Text.number(arl), true,
                (signal, random) -> watcher(monitor(method, arl, signal, null)));
    }

    static ScoreMonitor monitor(Method method, double arl, Signal signal, float[] known) {
        double stated = known == null ? 0 : signal.autocorrelation();
        return signal.errors()
                ? new ScoreMonitor(new DetectorPlan(method, Direction.RISING, arl, 0.5, 0.2, stated),
                        new ReferencePolicy(100, 0.05, 50, 0.1, 0), EpisodeGate.Policy.DEFAULT, known)
                : new ScoreMonitor(new DetectorPlan(method, Direction.RISING, arl, 1, 0.2, stated),
                        new ReferencePolicy(100, 0.05, 50, 1e-6, 0.01), EpisodeGate.Policy.DEFAULT, known);
    }

    /** An alarm is the beginning of an episode. */
    private static Watcher watcher(ScoreMonitor monitor) {
        return new Watcher() {
            @Override
            public boolean sees(double value) {
                long before = monitor.onsets();
                monitor.accept(value);
                return monitor.onsets() != before;
            }

            @Override
            public boolean alarmed() {
                return monitor.phase() == EpisodeGate.Phase.DRIFT;
            }
        };
    }

    /** MOA's detectors at their defaults; told to start afresh after an alarm, as its classifiers do. */
    static List<Kind> moa() {
        return List.of(moa("ADWIN", ADWINChangeDetector::new), moa("DDM", DDM::new), moa("EDDM", EDDM::new),
                moa("RDDM", RDDM::new), moa("HDDM-A", HDDM_A_Test::new), moa("HDDM-W", HDDM_W_Test::new),
                moa("STEPD", STEPD::new), moa("ECDD", EWMAChartDM::new), moa("CUSUM", CusumDM::new),
                moa("PageHinkley", PageHinkleyDM::new), moa("GMA", GeometricMovingAverageDM::new),
                moa("SEED", SEEDChangeDetector::new));
    }

    private static Kind moa(String name, Supplier<AbstractChangeDetector> maker) {
        return new Kind("MOA " + name, false, (signal, random) -> {
            var detector = maker.get();
            detector.prepareForUse();
            detector.resetLearning();
            return value -> {
                detector.input(value);
                boolean change = detector.getChange();
                if (change) {
                    detector.resetLearning();
                }
                return change;
            };
        });
    }
}
