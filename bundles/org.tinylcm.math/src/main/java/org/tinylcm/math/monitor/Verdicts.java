package org.tinylcm.math.monitor;

import org.tinylcm.drift.Verdict;
import org.tinylcm.math.drift.EpisodeGate.Phase;
import org.tinylcm.model.ModelPack;

/** Small translations between the statistics and the API. */
public final class Verdicts {
    /** Run length if neither the configuration nor the pack names one, frames. */
    public static final double DEFAULT_ARL = 1000;

    private Verdicts() {
    }

    public static Verdict of(Phase phase) {
        return switch (phase) {
            case WARMING_UP -> Verdict.WARMING_UP;
            case STABLE -> Verdict.STABLE;
            case WARNING -> Verdict.WARNING;
            case DRIFT -> Verdict.DRIFT;
        };
    }

    /** The configured run length; if that is 0 the pack's; if that is unusable {@link #DEFAULT_ARL}. */
    public static double arl(double configured, ModelPack pack) {
        if (configured != 0) {
            return configured;
        }
        var ofPack = pack.calibration().averageRunLength();
        return ofPack >= 20 && ofPack <= 1e9 ? ofPack : DEFAULT_ARL;
    }
}
