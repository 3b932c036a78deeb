package org.tinylcm.quarantine;

import java.time.Instant;
import java.util.Objects;

/**
 * One odd sample.
 *
 * @param id unique id
 * @param at wall-clock time at which it was put aside
 * @param frame sequence number of its frame
 * @param frameName name of its frame
 * @param predicted label that the classifier gave
 * @param confidence confidence of that label, 0..1
 * @param novelty mean distance to its neighbours
 * @param features transformed features; shared, not copied: nobody may write to it
 * @param reason why it is here, e.g. {@code novelty above 1 in 1000 of the known}
 * @param status where it stands
 * @param label pseudo-label or true label given since, else null
 * @param truth true label if the source knows it, else null; for measuring only
 */
public record QuarantinedSample(String id, Instant at, long frame, String frameName, String predicted,
        double confidence, double novelty, float[] features, String reason, Status status, String label, String truth) {

    public QuarantinedSample {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(status, "status");
    }

    public QuarantinedSample with(Status newStatus, String newLabel) {
        return new QuarantinedSample(id, at, frame, frameName, predicted, confidence, novelty, features, reason,
                newStatus, newLabel, truth);
    }

    public enum Status {
        /** Waiting for an adaptation cycle. */
        PENDING,
        /** Part of a proposal that was accepted; its label is the pseudo-label. */
        ADAPTED,
        /** Part of a proposal that was rolled back or refused by a person; not proposed again. */
        REJECTED,
        /** A person has said what it is. */
        VALIDATED
    }
}
