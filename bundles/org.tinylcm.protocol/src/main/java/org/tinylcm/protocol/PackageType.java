package org.tinylcm.protocol;

import java.util.Arrays;
import java.util.Optional;

/** What a package holds. The order is the priority of upload: what a person waits for comes first. */
public enum PackageType {
    /** {@code drift_event.json} ({@link DriftEventDoc}) and the frame's picture, if there is one. */
    DRIFT_EVENT,
    /** {@code samples.jsonl} ({@link QuarantinedSampleDoc}, one a line) and pictures of them that were kept. */
    QUARANTINE,
    /** {@code audit.jsonl} ({@link AuditEntry}, one a line), adaptations included. */
    ADAPTATION_AUDIT,
    /** {@code metrics.jsonl} ({@link SystemMetricsDoc}, one a line). */
    METRICS,
    /** {@code model.json} ({@link ModelDoc}), {@code prototypes.jsonl} ({@link PrototypeLine}, one a line). */
    MODEL,
    /** {@code predictions.jsonl} ({@link FrameLine}, one a line; {@code file} names the picture beside it). */
    PREDICTION_IMAGES,
    /** {@code tinylcm.log}, {@code frames.jsonl}, …: lines that were not sent before. */
    OPERATIONAL_LOGS;

    private final String id = name().toLowerCase(java.util.Locale.ROOT);

    /** The name on the wire, e.g. {@code drift_event}. */
    public String id() {
        return id;
    }

    /** @return empty if this side does not know it */
    public static Optional<PackageType> of(String id) {
        return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
    }
}
