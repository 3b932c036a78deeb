package org.tinylcm.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One adaptation, whatever became of it.
 *
 * @param id unique id
 * @param at wall-clock time of the decision
 * @param frame number of the latest frame at that time
 * @param trigger what started it: {@code drift}, {@code schedule}, {@code command}
 * @param label pseudo-label
 * @param sampleIds samples that formed it
 * @param outcome {@code accepted} or {@code rolled_back}; a reader must bear others
 * @param reason one sentence
 * @param before figures of the model before, by name
 * @param after the same figures of the candidate
 * @param snapshot id of the snapshot to roll back to
 */
public record AdaptationDoc(int schemaVersion, String id, Instant at, long frame, String trigger, String label,
        List<String> sampleIds, String outcome, String reason, Map<String, Double> before, Map<String, Double> after,
        String snapshot) implements Versioned {
    public static final int VERSION = 1;

    public AdaptationDoc {
        Checks.required(id, "id");
        Checks.required(outcome, "outcome");
        sampleIds = Checks.list(sampleIds);
        before = Checks.map(before);
        after = Checks.map(after);
    }
}
