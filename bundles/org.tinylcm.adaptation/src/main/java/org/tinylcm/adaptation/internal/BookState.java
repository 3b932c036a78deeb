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

    private BookState() {
    }

    static ComponentState write(Collection<AdaptationRecord> history, Collection<String> applied,
            Collection<Probation> probations) {
        return new ComponentState(VERSION, Map.of(
                "history", history.stream().map(BookState::map).toList(),
                "appliedFeedback", List.copyOf(applied),
                "probations", probations.stream().map(BookState::map).toList()), Map.of());
    }

    static List<AdaptationRecord> records(ComponentState state) {
        if (state.version() != VERSION) {
            throw new IllegalArgumentException("adaptation state has version " + state.version() + ", not " + VERSION);
        }
        return maps(state.values(), "history").stream().map(BookState::record).toList();
    }

    static List<String> applied(ComponentState state) {
        return texts(state.values(), "appliedFeedback");
    }

    static List<Probation> probations(ComponentState state) {
        return maps(state.values(), "probations").stream().map(BookState::probation).toList();
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
        return new AdaptationRecord(text(map, "id"), instant(text(map, "at")), (long) number(map, "frame"),
                text(map, "trigger"), text(map, "label"), texts(map, "samples"), Outcome.valueOf(text(map, "outcome")),
                text(map, "reason"), figures(map, "before"), figures(map, "after"), text(map, "snapshot"));
    }

    private static Map<String, Object> map(Probation probation) {
        var counts = probation.counts();
        return Map.of("record", map(probation.record()), "frames", counts.frames(), "won", counts.won(),
                "sure", counts.sure(), "stolen", counts.stolen(), "confidence", counts.confidence(),
                "shadowConfidence", counts.shadowConfidence());
    }

    private static Probation probation(Map<?, ?> map) {
        return new Probation(record(typed(map, "record", Map.class)), new Probation.Counts((long) number(map, "frames"),
                (long) number(map, "won"), (long) number(map, "sure"), (long) number(map, "stolen"),
                number(map, "confidence"), number(map, "shadowConfidence")));
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
        Map<?, ?> values = typed(map, key, Map.class);
        values.keySet().forEach(name -> figures.put(String.valueOf(name), number(values, name)));
        return figures;
    }

    private static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        List<?> list = typed(map, key, List.class);
        return list.stream().<Map<?, ?>>map(entry -> typed(Map.of(key, entry), key, Map.class)).toList();
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        List<?> list = typed(map, key, List.class);
        return list.stream().map(entry -> typed(Map.of(key, entry), key, String.class)).toList();
    }

    private static String text(Map<?, ?> map, String key) {
        return typed(map, key, String.class);
    }

    private static double number(Map<?, ?> map, Object key) {
        return typed(map, key, Number.class).doubleValue();
    }

    private static <T> T typed(Map<?, ?> map, Object key, Class<T> type) {
        var value = map.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("adaptation state has no " + type.getSimpleName() + " '" + key + "'");
        }
        return type.cast(value);
    }
}
