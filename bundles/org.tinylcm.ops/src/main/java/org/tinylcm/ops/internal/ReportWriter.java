package org.tinylcm.ops.internal;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.FrameLine;

/** Writes the report of a run. Whole at the end of the source, or when the device is stopped before. */
final class ReportWriter implements PipelineListener {
    private static final System.Logger logger = System.getLogger(ReportWriter.class.getName());
    private final ReportFile file;
    private final RunTally tally;
    private final Clock clock;
    private final Supplier<RunTally.Surroundings> surroundings;
    private boolean done;
    private Instant ended;
    private RunTally.Surroundings atTheEnd;

    ReportWriter(ReportFile file, Clock clock, Supplier<RunTally.Surroundings> surroundings) {
        this.file = file;
        this.clock = clock;
        this.surroundings = surroundings;
        tally = new RunTally(clock.instant());
    }

    @Override
    public synchronized void onFrame(FrameResult result) {
        tally.frame(result, clock.instant());
        add(FrameLines.of(result));
    }

    @Override
    public synchronized void onFailure(FrameFailure failure) {
        tally.failure();
        add(FrameLines.of(failure));
    }

    @Override
    public synchronized void onDrift(DriftEvent event, FrameResult result) {
        tally.drift(event);
    }

    @Override
    public synchronized void onEnd() {
        finish();
    }

    synchronized void finish() {
        if (done) {
            return;
        }
        done = true;
        ended = clock.instant();
        atTheEnd = surroundings.get();
        try {
            file.finish(tally.summary(ended, atTheEnd));
        } catch (IOException e) {
            gaveUp(e);
        }
    }

    /** The device stops: what it did after the end of the source belongs to the report too. */
    synchronized void close() {
        finish();
        var now = surroundings.get();
        if (atTheEnd == null || now.adaptations().size() <= atTheEnd.adaptations().size()) {
            return;
        }
        try {
            file.replaceSummary(tally.summary(ended, now));
        } catch (IOException e) {
            logger.log(ERROR, "The report could not be brought up to date: {0}", e.toString());
        }
    }

    private void add(FrameLine line) {
        if (done) {
            return;
        }
        try {
            file.add(line);
        } catch (IOException e) {
            done = true;
            gaveUp(e);
        }
    }

    private void gaveUp(IOException cause) {
        atTheEnd = null;
        logger.log(ERROR, "The report cannot be written: {0}", cause.toString());
        try {
            file.abandon();
        } catch (IOException e) {
            logger.log(INFO, "A part of the report is left behind: {0}", e.toString());
        }
    }
}
