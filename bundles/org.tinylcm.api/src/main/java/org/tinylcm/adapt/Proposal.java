package org.tinylcm.adapt;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A new class that quarantined samples seem to form.
 *
 * @param label pseudo-label
 * @param sampleIds ids of all samples of the cluster
 * @param representatives the samples that should become prototypes
 * @param figures size, spread, novelty and separation of the cluster, by name
 * @param rationale one sentence for the audit trail
 */
public record Proposal(String label, List<String> sampleIds, List<float[]> representatives,
        Map<String, Double> figures, String rationale) {

    public Proposal {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(rationale, "rationale");
        sampleIds = List.copyOf(sampleIds);
        representatives = List.copyOf(representatives);
        figures = Map.copyOf(figures);
    }
}
