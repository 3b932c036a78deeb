package org.tinylcm.adaptation.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.state.ComponentState;

/** A book as state. */
final class BookState {
    private static final int VERSION = 1;
    /** As {@link #VERSION}, and with concepts. Written only when there are any: others stay readable as before. */
    private static final int WITH_CONCEPTS = 2;

    private BookState() {
    }

    static ComponentState write(Collection<AdaptationRecord> history, Collection<String> applied,
            Collection<Probation> probations, Concepts concepts) {
        var values = new HashMap<String, Object>();
        values.put("history", history.stream().map(BookState::map).toList());
        values.put("appliedFeedback", List.copyOf(applied));
        values.put("probations", probations.stream().map(BookState::map).toList());
        var vectors = new HashMap<String, float[]>();
        if (!concepts.isEmpty()) {
            ConceptState.write(concepts, values, vectors);
        }
        return new ComponentState(concepts.isEmpty() ? VERSION : WITH_CONCEPTS, values, vectors);
    }

    static List<AdaptationRecord> records(ComponentState state) {
        if (state.version() != VERSION && state.version() != WITH_CONCEPTS) {
            throw new IllegalArgumentException("adaptation state has version " + state.version() + ", not " + VERSION
                    + " or " + WITH_CONCEPTS);
        }
        return StateValues.maps(state.values(), "history").stream().map(BookState::record).toList();
    }

    static Concepts concepts(ComponentState state) {
        return state.version() == WITH_CONCEPTS ? ConceptState.read(state) : Concepts.NONE;
    }

    static List<String> applied(ComponentState state) {
        return StateValues.texts(state.values(), "appliedFeedback");
    }

    static List<Probation> probations(ComponentState state) {
        return StateValues.maps(state.values(), "probations").stream().map(BookState::probation).toList();
    }

    private static Map<String, Object> map(AdaptationRecord record) {
        var map = new HashMap<String, Object>();
        map.put("id", record.id());
        map.put("at", record.at().toString());
        map.put("frame", record.frame());
        map.put("trigger", record.trigger());
        map.put("label", record.label());
        map.put("samples", record.sampleIds());
        map.put("outcome", record.outcome().name());
        map.put("reason", record.reason());
        map.put("before", record.before());
        map.put("after", record.after());
        map.put("snapshot", record.snapshot());
        return map;
    }

    private static AdaptationRecord record(Map<?, ?> map) {
        return new AdaptationRecord(StateValues.text(map, "id"), instant(StateValues.text(map, "at")),
                (long) StateValues.number(map, "frame"), StateValues.text(map, "trigger"),
                StateValues.text(map, "label"), StateValues.texts(map, "samples"),
                Outcome.valueOf(StateValues.text(map, "outcome")), StateValues.text(map, "reason"),
                figures(map, "before"), figures(map, "after"), StateValues.text(map, "snapshot"));
    }

    private static Map<String, Object> map(Probation probation) {
        var counts = probation.counts();
        return Map.of("record", map(probation.record()), "frames", counts.frames(), "won", counts.won(),
                "sure", counts.sure(), "stolen", counts.stolen(), "confidence", counts.confidence(),
                "shadowConfidence", counts.shadowConfidence());
    }

    private static Probation probation(Map<?, ?> map) {
        var counts = new Probation.Counts((long) StateValues.number(map, "frames"),
                (long) StateValues.number(map, "won"), (long) StateValues.number(map, "sure"),
                (long) StateValues.number(map, "stolen"), StateValues.number(map, "confidence"),
                StateValues.number(map, "shadowConfidence"));
        return new Probation(record(StateValues.typed(map, "record", Map.class)), counts);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw new IllegalArgumentException("adaptation state: '" + text + "' is not a time", notATime);
        }
    }

    private static Map<String, Double> figures(Map<?, ?> map, String key) {
        var figures = new HashMap<String, Double>();
        Map<?, ?> values = StateValues.typed(map, key, Map.class);
        values.keySet().forEach(name -> figures.put(String.valueOf(name), StateValues.number(values, name)));
        return figures;
    }
}
