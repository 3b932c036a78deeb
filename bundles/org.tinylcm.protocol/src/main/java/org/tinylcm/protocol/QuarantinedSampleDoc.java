package org.tinylcm.protocol;

import java.time.Instant;

/**
 * One sample that was put aside. The same id comes again when its status or label has changed.
 *
 * @param id unique id
 * @param at wall-clock time at which it was put aside
 * @param frame number of its frame
 * @param file name of its frame
 * @param predicted label that the classifier gave
 * @param confidence 0..1
 * @param novelty mean distance to its neighbours
 * @param reason why it is here
 * @param status {@code pending}, {@code adapted}, {@code rejected}, {@code validated}
 * @param label pseudo-label or true label given since
 * @param truth true label if the source knows it
 * @param image name of the picture's file in the package, absent if there is none
 * @param features transformed features
 */
public record QuarantinedSampleDoc(int schemaVersion, String id, Instant at, long frame, String file, String predicted,
        Double confidence, Double novelty, String reason, String status, String label, String truth, String image,
        float[] features) implements Versioned {
    public static final int VERSION = 1;

    public QuarantinedSampleDoc {
        Checks.required(id, "id");
        Checks.required(status, "status");
        Checks.share(confidence, "confidence");
    }
}
