package org.tinylcm.adapt;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One adaptation, whatever became of it.
 *
 * @param id unique id
 * @param at wall-clock time of the decision
 * @param frame sequence number of the latest frame at that time
 * @param trigger what started the cycle: {@code drift}, {@code schedule}, {@code command}
 * @param label pseudo-label proposed
 * @param sampleIds samples that formed it
 * @param outcome what became of it
 * @param reason one sentence
 * @param before figures of the model in use before, by name (accuracy on held-out samples, …)
 * @param after the same figures of the candidate
 * @param snapshot id of the snapshot taken before, to roll back to
 */
public record AdaptationRecord(String id, Instant at, long frame, String trigger, String label,
        List<String> sampleIds, Outcome outcome, String reason, Map<String, Double> before, Map<String, Double> after,
        String snapshot) {

    public AdaptationRecord {
        sampleIds = List.copyOf(sampleIds);
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    public enum Outcome {
        /** In use. */
        ACCEPTED,
        /** Did harm on held-out samples or later on the stream: the model before it is back. */
        ROLLED_BACK
    }
}
