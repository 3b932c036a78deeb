package org.tinylcm.evaluation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.tinylcm.evaluation.internal.Report.Alarms;
import org.tinylcm.evaluation.internal.Report.Event;
import org.tinylcm.evaluation.internal.Report.Pair;
import org.tinylcm.evaluation.internal.Report.Repeat;

/** The tables of a report, as the HTML page and the Markdown file show them. */
final class Tables {
    private static final int MOST_EVENTS = 8;

    /** A title, column names and rows. */
    record Table(String title, List<String> header, List<List<String>> rows) {
    }

    private Tables() {
    }

    static List<Table> of(Report report) {
        var tables = new ArrayList<Table>(List.of(accuracy(report), segments(report), alarms(report), novelty(report)));
        if (!report.adaptations().isEmpty()) {
            tables.add(adaptations(report));
        }
        if (!report.repeats().isEmpty()) {
            tables.add(repeats(report));
        }
        return tables;
    }

    private static Table accuracy(Report report) {
        var totals = report.totals();
        var rows = new ArrayList<List<String>>();
        rows.add(pair("all frames", new Pair(totals.frames(), totals.accuracy(), totals.accuracyWithoutAdaptation(),
                totals.accuracy() == null ? null : 100 * (totals.accuracy() - totals.accuracyWithoutAdaptation()))));
        rows.add(pair("known classes", totals.knownClasses()));
        rows.add(pair("novel classes", totals.novelClasses()));
        var after = totals.afterAdaptation();
        if (after != null) {
            rows.add(pair("after frame " + after.frame() + ": all", after.all()));
            rows.add(pair("after frame " + after.frame() + ": known classes", after.knownClasses()));
            rows.add(pair("after frame " + after.frame() + ": novel classes", after.novelClasses()));
        }
        rows.add(List.of("worst " + totals.worstStretch().frames() + " frames, from "
                + totals.worstStretch().firstFrame(), number(totals.worstStretch().frames()), "", "",
                Figure.points(totals.worstStretch().points())));
        return new Table("Accuracy", List.of("", "frames", "with adaptation", "without", "points"), rows);
    }

    private static List<String> pair(String name, Pair pair) {
        return List.of(name, number(pair.frames()), Figure.percent(pair.accuracy()),
                Figure.percent(pair.accuracyWithoutAdaptation()), Figure.points(pair.gainPoints()));
    }

    private static Table segments(Report report) {
        return new Table("Segments", List.of("segment", "from", "frames", "kind", "with adaptation", "without",
                "first onset after", "false alarms", "onsets", "recoveries"),
                report.segments().stream().map(segment -> List.of(segment.name(), number(segment.firstFrame()),
                        number(segment.frames()), segment.kind(), Figure.percent(segment.accuracy()),
                        Figure.percent(segment.accuracyWithoutAdaptation()),
                        segment.missed() ? "missed" : Figure.number(segment.firstOnsetDelay()),
                        number(segment.falseAlarms()), events(segment.onsets()), events(segment.recoveries())))
                        .toList());
    }

    private static String events(List<Event> events) {
        return events.stream().limit(MOST_EVENTS).map(event -> event.frame() + " " + event.monitor())
                .collect(Collectors.joining(", ")) + (events.size() > MOST_EVENTS
                        ? ", and " + (events.size() - MOST_EVENTS) + " more" : "");
    }

    private static Table alarms(Report report) {
        var totals = report.totals();
        var rows = new ArrayList<List<String>>();
        if (report.rules().adaptation()) {
            rows.add(alarms("with adaptation", totals.alarms()));
        }
        rows.add(alarms("without", totals.alarmsWithoutAdaptation()));
        return new Table("Alarms", List.of("run", "stable frames", "false alarms", "per 1000", "by monitor",
                "after a change", "changes", "missed", "mean delay", "largest delay"), rows);
    }

    private static List<String> alarms(String run, Alarms alarms) {
        return List.of(run, number(alarms.stableFrames()), number(alarms.falseAlarms()),
                Figure.number(alarms.falseAlarmsPer1000()), alarms.falseAlarmsByMonitor().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", ")),
                number(alarms.aftermath()), number(alarms.changedSegments()),
                alarms.missedSegments().isEmpty() ? "0" : String.join(", ", alarms.missedSegments()),
                Figure.number(alarms.meanFirstOnsetDelay()), Figure.number(alarms.largestFirstOnsetDelay()));
    }

    private static Table novelty(Report report) {
        var novelty = report.novelty();
        var rows = new ArrayList<List<String>>();
        novelty.auroc().forEach((metric, area) -> rows.add(List.of("AUROC, " + metric, Figure.auroc(area))));
        rows.add(List.of("answered with unknown, novel classes", Figure.percent(novelty.novelUnknown())));
        rows.add(List.of("answered with unknown, others", Figure.percent(novelty.knownUnknown())));
        return new Table("Novelty (" + novelty.novelFrames() + " frames of classes that the pack does not know, "
                + novelty.knownFrames() + " others)", List.of("", ""), rows);
    }

    private static Table adaptations(Report report) {
        return new Table("Adaptations", List.of("pseudo-class", "frame", "samples", "means", "purity", "outcome",
                "reason"), report.adaptations().stream().map(a -> List.of(a.pseudoClass(), number(a.frame()),
                        number(a.samples()), Objects.toString(a.meaning(), "–"), Figure.percent(a.purity()),
                        a.outcome() + (a.rolledBackAt() == null ? "" : " at " + a.rolledBackAt()), a.reason()))
                        .toList());
    }

    private static Table repeats(Report report) {
        var all = report.repeats();
        var rows = new ArrayList<List<String>>();
        for (var repeat : all) {
            rows.add(List.of("seed " + repeat.seed(), number(repeat.falseAlarms()), number(repeat.missedSegments()),
                    Figure.number(repeat.meanFirstOnsetDelay()), Figure.percent(repeat.accuracy()),
                    Figure.percent(repeat.accuracyWithoutAdaptation()), Figure.points(repeat.gainAfterAdaptation()),
                    Figure.points(repeat.knownClassesGainAfterAdaptation()),
                    Figure.points(repeat.worstStretchPoints())));
        }
        int alarms = all.stream().mapToInt(Repeat::falseAlarms).sum();
        int stable = all.stream().mapToInt(Repeat::stableFrames).sum();
        return new Table("Repeated in other orders: " + alarms + " false alarms in " + stable + " stable frames, "
                + all.stream().mapToInt(Repeat::missedSegments).sum() + " of "
                + all.stream().mapToInt(Repeat::changedSegments).sum() + " changes missed",
                List.of("order", "false alarms", "missed", "mean delay", "with adaptation", "without",
                        "points after adaptation", "known classes", "worst stretch"), rows);
    }

    private static String number(int number) {
        return Integer.toString(number);
    }
}
