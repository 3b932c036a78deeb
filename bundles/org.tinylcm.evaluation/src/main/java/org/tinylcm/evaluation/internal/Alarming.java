package org.tinylcm.evaluation.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.tinylcm.evaluation.internal.Report.Alarms;
import org.tinylcm.evaluation.internal.Report.Event;
import org.tinylcm.evaluation.internal.RunRecord.Turn;
import org.tinylcm.evaluation.internal.Segments.Kind;
import org.tinylcm.evaluation.internal.Segments.Segment;

/** Sets the onsets of one run against the segments. */
final class Alarming {

    /**
     * One segment.
     *
     * @param delay first onset less the segment's first frame, null without one
     * @param missed true if it is a change and nothing noticed it
     * @param falseAlarms onsets in a stable segment
     * @param aftermath onsets in a stable segment that the change before it still explains
     */
    record Figures(Segment segment, Kind kind, List<Event> onsets, List<Event> recoveries, Integer delay,
            boolean missed, int falseAlarms, int aftermath) {
    }

    private final RunRecord run;
    private final int grace;
    private final List<Figures> segments = new ArrayList<>();
    private final TreeMap<String, Integer> falseByMonitor = new TreeMap<>();

    /** @param grace frames after the end of a change for which an onset still belongs to it */
    Alarming(Segments cut, RunRecord run, Meanings meanings, int grace) {
        this.run = run;
        this.grace = grace;
        Kind before = Kind.STABLE;
        for (var segment : cut.all()) {
            var kind = cut.kind(segment, run.known(), meanings);
            segments.add(figures(segment, kind, before));
            before = kind;
        }
    }

    List<Figures> segments() {
        return segments;
    }

    Alarms totals() {
        var delays = segments.stream().filter(f -> f.kind() == Kind.CHANGED && f.delay() != null)
                .mapToInt(Figures::delay).summaryStatistics();
        int stable = segments.stream().filter(f -> f.kind() == Kind.STABLE).mapToInt(f -> f.segment().frames()).sum();
        int alarms = segments.stream().mapToInt(Figures::falseAlarms).sum();
        return new Alarms((int) run.turns().stream().filter(Turn::onset).count(),
                (int) run.turns().stream().filter(turn -> !turn.onset()).count(), stable, alarms,
                stable == 0 ? null : 1000.0 * alarms / stable, falseByMonitor,
                segments.stream().mapToInt(Figures::aftermath).sum(),
                (int) segments.stream().filter(f -> f.kind() == Kind.CHANGED).count(),
                segments.stream().filter(Figures::missed).map(f -> f.segment().name()).toList(),
                delays.getCount() == 0 ? null : delays.getAverage(), delays.getCount() == 0 ? null : delays.getMax());
    }

    private Figures figures(Segment segment, Kind kind, Kind before) {
        var onsets = events(segment, true);
        int falseAlarms = 0;
        int aftermath = 0;
        if (kind == Kind.STABLE) {
            for (var onset : onsets) {
                if (before != Kind.STABLE && onset.frame() < segment.from() + grace) {
                    aftermath++;
                } else {
                    falseAlarms++;
                    falseByMonitor.merge(onset.monitor(), 1, Integer::sum);
                }
            }
        }
        boolean missed = kind == Kind.CHANGED && onsets.isEmpty()
                && !(before == Kind.CHANGED && drifting(segment.from()));
        return new Figures(segment, kind, onsets, events(segment, false),
                onsets.isEmpty() ? null : onsets.get(0).frame() - segment.from(), missed, falseAlarms, aftermath);
    }

    private List<Event> events(Segment segment, boolean onset) {
        return run.turns().stream()
                .filter(turn -> turn.onset() == onset && turn.row() >= segment.from() && turn.row() < segment.to())
                .map(turn -> new Event(turn.row(), turn.monitor())).toList();
    }

    /** True if an episode that began before a row has not ended before it. */
    private boolean drifting(int row) {
        Set<String> open = new HashSet<>();
        for (var turn : run.turns()) {
            if (turn.row() < row && turn.onset()) {
                open.add(turn.monitor());
            } else if (turn.row() < row) {
                open.remove(turn.monitor());
            }
        }
        return !open.isEmpty();
    }
}
