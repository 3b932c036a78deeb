package org.tinysphere.drifthub.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.AuditEntry;
import org.tinysphere.core.control.Check;

/**
 * What a line of a device's trail says about an adaptation. Lines about its probation name only id, label and figures.
 *
 * @param outcome {@code accepted}, {@code refused}, {@code rolled_back}, {@code confirmed}, {@code settled}
 * @param before figures by name; empty if the line has none
 */
record AdaptationLine(String id, String outcome, Long frame, String cause, String label, List<String> samples,
        String reason, Map<String, Double> before, Map<String, Double> after, String snapshot) {
    private static final String KIND = "adaptation-";
    private static final int MOST_FIGURES = 200;
    private static final int MOST_SAMPLES = 10_000;

    /** @return null if the line is about something else */
    static AdaptationLine of(AuditEntry entry) {
        var details = entry.details();
        if (!entry.kind().startsWith(KIND) || !(details.get("id") instanceof String id)) {
            return null;
        }
        var after = details.containsKey("after") ? details.get("after") : details.get("figures");
        return new AdaptationLine(Limits.id(id, "id"), entry.kind().substring(KIND.length()).replace('-', '_'),
                details.get("frame") instanceof Long frame ? Limits.frame(frame) : null,
                text(details, "trigger", Limits.LABEL), text(details, "label", Limits.LABEL), samples(details),
                text(details, "reason", Limits.SENTENCE), figures(details.get("before")), figures(after),
                text(details, "snapshot", Limits.LABEL));
    }

    private static String text(Map<String, Object> details, String name, int most) {
        return details.get(name) instanceof String text ? Check.optional(text, name, most) : null;
    }

    private static List<String> samples(Map<String, Object> details) {
        if (!(details.get("samples") instanceof List<?> list)) {
            return List.of();
        }
        if (list.size() > MOST_SAMPLES) {
            throw new IllegalArgumentException("'samples' must have at most " + MOST_SAMPLES + " entries");
        }
        return list.stream().map(id -> Limits.id(String.valueOf(id), "samples")).toList();
    }

    private static Map<String, Double> figures(Object value) {
        var figures = new LinkedHashMap<String, Double>();
        if (value instanceof Map<?, ?> map) {
            if (map.size() > MOST_FIGURES) {
                throw new IllegalArgumentException("there must be at most " + MOST_FIGURES + " figures");
            }
            // What is no number (the trail writes NaN as a text) is left out: it is not known.
            map.forEach((name, number) -> {
                if (number instanceof Number known && Double.isFinite(known.doubleValue())) {
                    figures.put(Check.text(String.valueOf(name), "figure", Limits.LABEL), known.doubleValue());
                }
            });
        }
        return figures;
    }
}
