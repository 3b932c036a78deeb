package org.tinylcm.frame;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where frames come from. The pipeline pulls: a lossless source (files) simply waits until it is asked, a live one
 * (a camera) keeps the newest frames and counts those it had to drop.
 *
 * <p>Only the pipeline's frame thread calls {@link #next}; {@link #status} may be called by any thread.
 */
@ConsumerType
public interface FrameSource {

    /**
     * Waits for the next frame.
     *
     * @return the frame, or null when none came within {@code timeout} or the source has ended
     * @throws org.tinylcm.input.BadInputException one item could not be read; the next call goes on with the next one
     */
    Frame next(Duration timeout) throws InterruptedException;

    /** True once no frame will ever come again; a watched folder or a camera never ends. */
    boolean ended();

    SourceStatus status();
}
