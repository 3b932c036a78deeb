package org.tinylcm.updater.internal;

import java.util.Optional;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;

/** Counts the frames since a moment, and what is wrong with them. */
final class FrameWatch implements PipelineListener {
    private static final int LEAST_FAILURES = 5;
    private static final double MOST_FAILED = 0.05;

    private long frames;
    private long failures;
    private long notNumbers;
    private String firstFailure;
    private long failuresPerMilleBefore;

    @Override
    public synchronized void onFrame(FrameResult result) {
        frames++;
        for (float feature : result.features()) {
            if (!Float.isFinite(feature)) {
                notNumbers++;
                return;
            }
        }
    }

    @Override
    public synchronized void onFailure(FrameFailure failure) {
        failures++;
        firstFailure = firstFailure == null ? failure.cause() : firstFailure;
    }

    /** Begins anew; what was counted until now is what is usual. */
    synchronized void begin() {
        failuresPerMilleBefore = failures * 1000 / Math.max(1, frames + failures);
        frames = 0;
        failures = 0;
        notNumbers = 0;
        firstFailure = null;
    }

    synchronized long frames() {
        return frames + failures;
    }

    synchronized long failures() {
        return failures;
    }

    /** @return why the new set must not stay */
    synchronized Optional<String> problem() {
        if (notNumbers > 0) {
            return Optional.of("the features of a frame are not numbers");
        }
        long all = frames + failures;
        boolean unusual = failures * 1000 / Math.max(1, all) > failuresPerMilleBefore + 1000 * MOST_FAILED;
        return failures >= LEAST_FAILURES && unusual
                ? Optional.of(failures + " of " + all + " frames failed, the first with: " + firstFailure)
                : Optional.empty();
    }
}
