package org.tinylcm.model;

import org.tinylcm.frame.Payload;

/**
 * A frame and what the builder computed for it.
 *
 * @param name file name within the pack
 * @param payload the frame
 * @param label its true label
 * @param features transformed features that it must give, within {@code 1e-2} of their norm
 */
public record GoldenSample(String name, Payload payload, String label, float[] features) {
}
