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
 * @param inputFamiliarity share of held-out known pictures that were at least as far from the middle, either way;
 *         the least over {@link org.tinylcm.feature.InputStatistic}, 0..1. 1 if unknown, or if frames are no pictures
 * @param features transformed features; shared, not copied: nobody may write to it
 * @param modelId {@link org.tinylcm.model.ModelPack#id} of the pack that the features belong to: those of different
 *         packs are never comparable; empty if unknown
 * @param reason why it is here, e.g. {@code novelty above 1 in 1000 of the known}
 * @param status where it stands
 * @param label pseudo-label or true label given since, else null
 * @param truth true label if the source knows it, else null; for measuring only
 */
public record QuarantinedSample(String id, Instant at, long frame, String frameName, String predicted,
        double confidence, double novelty, double inputFamiliarity, float[] features, String modelId, String reason,
        Status status, String label, String truth) {

    public QuarantinedSample {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(status, "status");
    }

    public QuarantinedSample with(Status newStatus, String newLabel) {
        return new QuarantinedSample(id, at, frame, frameName, predicted, confidence, novelty, inputFamiliarity,
                features, modelId, reason, newStatus, newLabel, truth);
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
