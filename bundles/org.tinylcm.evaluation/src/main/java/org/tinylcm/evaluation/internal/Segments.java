package org.tinylcm.evaluation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a stream into its segments and says which of them are changes. */
final class Segments {
    private static final String RETURN = "again";

    /** What is expected of monitors. */
    enum Kind {
        /** Like what the pack learned: each onset is a false alarm. */
        STABLE,
        /** A change: an onset is wanted. */
        CHANGED,
        /** A change by classes that the device had learned before it began: an onset is neither wanted nor false. */
        LEARNED
    }

    /** Rows {@code from} to {@code to - 1}, which follow one another and have one name. */
    record Segment(String name, int from, int to) {
        int frames() {
            return to - from;
        }
    }

    private final StreamFile stream;
    private final List<String> stable;
    private final List<Segment> all = new ArrayList<>();

    /** @param stable names of segments that are no change; empty for the rule by name */
    Segments(StreamFile stream, List<String> stable) {
        this.stream = stream;
        this.stable = stable;
        var rows = stream.rows();
        for (int from = 0; from < rows.size();) {
            int to = from;
            while (to < rows.size() && rows.get(to).segment().equals(rows.get(from).segment())) {
                to++;
            }
            all.add(new Segment(rows.get(from).segment(), from, to));
            from = to;
        }
    }

    List<Segment> all() {
        return all;
    }

    Kind kind(Segment segment, Set<String> known, Meanings meanings) {
        var novel = stream.rows().subList(segment.from(), segment.to()).stream().map(StreamFile.Row::label)
                .filter(label -> !known.contains(label)).distinct().toList();
        if (novel.isEmpty()) {
            return isStable(segment.name()) ? Kind.STABLE : Kind.CHANGED;
        }
        return novel.stream().allMatch(label -> meanings.learned(label, segment.from())) ? Kind.LEARNED : Kind.CHANGED;
    }

    /** By the list that was given; else the first segment, what begins with its name, and what ends in "again". */
    private boolean isStable(String name) {
        return stable.isEmpty() ? name.startsWith(all.get(0).name()) || name.endsWith(RETURN) : stable.contains(name);
    }
}
