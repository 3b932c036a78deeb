package org.tinylcm.monitor.accuracy.internal;

import org.tinylcm.math.drift.ScoreReference;
import org.tinylcm.model.ModelPack;

/** The error rate that is normal, as the errors (0 or 1) of so many samples. */
final class Baseline {
    /** Name of the pack's figure. */
    static final String FIGURE = "accuracy";

    private Baseline() {
    }

    /**
     * @param accuracy 0..1; 0 to ask the pack
     * @param samples samples behind it; 0 for as many as the pack holds out
     * @return null if there is no baseline
     */
    static float[] errors(double accuracy, int samples, ModelPack pack) {
        var share = accuracy > 0 ? accuracy : pack.calibration().figures().getOrDefault(FIGURE, 0.0);
        var size = samples > 0 ? samples : pack.holdout().size();
        if (!(share > 0 && share <= 1) || size < ScoreReference.LEAST) {
            return null;
        }
        var errors = new float[size];
        var wrong = Math.round((1 - share) * size);
        for (int i = 0; i < wrong; i++) {
            errors[i] = 1;
        }
        return errors;
    }
}
