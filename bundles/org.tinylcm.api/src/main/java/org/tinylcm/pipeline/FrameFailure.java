package org.tinylcm.pipeline;

import java.time.Instant;

/**
 * A frame that was given up.
 *
 * @param frame its name
 * @param at wall-clock time
 * @param cause one line that names the file, the part and the rule
 */
public record FrameFailure(String frame, Instant at, String cause) {
}
