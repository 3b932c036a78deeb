package org.tinylcm.bench;

import java.util.concurrent.TimeUnit;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;

/** Counts frames, and those whose number is not the one that comes next. */
final class FrameCount implements PipelineListener {
    private static final long FRAMES_SECONDS = 60;
    private long next = -1;
    private long count;
    private long wrong;

    @Override
    public synchronized void onFrame(FrameResult result) {
        var sequence = result.frame().sequence();
        wrong += next >= 0 && sequence != next ? 1 : 0;
        next = sequence + 1;
        count++;
        notifyAll();
    }

    synchronized void await(long more) throws InterruptedException {
        var wanted = count + more;
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FRAMES_SECONDS);
        while (count < wanted) {
            if (System.nanoTime() > end) {
                throw new BenchException("no frames flow any more");
            }
            wait(1000);
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized long wrong() {
        return wrong;
    }
}
