package org.tinylcm.evaluation.internal;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tinylcm.evaluation.internal.Report.Adaptation;
import org.tinylcm.evaluation.internal.Report.After;
import org.tinylcm.evaluation.internal.Report.Novelty;
import org.tinylcm.evaluation.internal.Report.Repeat;
import org.tinylcm.evaluation.internal.Report.Rules;
import org.tinylcm.evaluation.internal.Report.SegmentFigures;
import org.tinylcm.evaluation.internal.Report.Totals;
import org.tinylcm.evaluation.internal.RunRecord.Change;
import org.tinylcm.model.NeighbourRule.Metric;

/** From what two runs did on one stream to the figures of the report. */
final class Analysis {
    private static final int HARM_WINDOW = 300;

    private final StreamFile stream;
    private final Rules rules;
    private final RunRecord adapting;
    private final Meanings meanings;
    private final Alarming alarming;
    private final Alarming frozenAlarming;
    private final RunRecord frozen;
    private final Score score;

    /** @param adapting the same as {@code frozen} if nothing was to be adapted */
    Analysis(StreamFile stream, Rules rules, RunRecord adapting, RunRecord frozen) {
        this.stream = stream;
        this.rules = rules;
        this.adapting = adapting;
        this.frozen = frozen;
        meanings = new Meanings(stream, adapting);
        var frozenMeanings = new Meanings(stream, frozen);
        var segments = new Segments(stream, rules.stableSegments());
        alarming = new Alarming(segments, adapting, meanings, rules.grace());
        frozenAlarming = new Alarming(segments, frozen, frozenMeanings, rules.grace());
        score = Score.of(stream, adapting, meanings, frozen, frozenMeanings);
    }

    Score score() {
        return score;
    }

    Report report(List<Repeat> repeats) {
        int rows = stream.rows().size();
        return new Report(Report.VERSION, adapting.pack(),
                new Report.Stream(stream.path().getFileName().toString(), rows, score.classified(),
                        rows - score.classified(), adapting.firstFailure()),
                rules, alarming.segments().stream().map(this::segment).toList(), novelty(),
                adapting.changes().stream().map(this::adaptation).toList(), totals(), repeats);
    }

    Repeat repeat(long seed) {
        var totals = totals();
        var alarms = totals.alarms();
        var after = totals.afterAdaptation();
        return new Repeat(seed, totals.frames(), alarms.stableFrames(), alarms.falseAlarms(), alarms.changedSegments(),
                alarms.missedSegments().size(), alarms.meanFirstOnsetDelay(), totals.accuracy(),
                totals.accuracyWithoutAdaptation(), after == null ? null : after.all().gainPoints(),
                after == null ? null : after.knownClasses().gainPoints(), totals.worstStretch().points());
    }

    private SegmentFigures segment(Alarming.Figures figures) {
        var segment = figures.segment();
        var pair = score.of(segment.from(), segment.to(), row -> true);
        return new SegmentFigures(segment.name(), segment.from(), segment.frames(),
                figures.kind().name().toLowerCase(Locale.ROOT), pair.accuracy(), pair.accuracyWithoutAdaptation(),
                figures.onsets(), figures.recoveries(), figures.delay(), figures.missed(), figures.falseAlarms(),
                figures.aftermath());
    }

    private Novelty novelty() {
        var auroc = new TreeMap<String, Double>();
        int[] known = rows(this::known);
        int[] novel = rows(row -> !known(row));
        for (var metric : Metric.values()) {
            auroc.put(metric.name().toLowerCase(Locale.ROOT), Auroc.of(scores(metric, known), scores(metric, novel)));
        }
        return new Novelty(known.length, novel.length, auroc, unknown(known), unknown(novel));
    }

    private Double unknown(int[] rows) {
        return rows.length == 0 ? null : (double) IntStream.of(rows).filter(frozen::unknown).count() / rows.length;
    }

    private int[] rows(IntPredicate which) {
        return IntStream.range(0, stream.rows().size())
                .filter(row -> frozen.label(row) != null && which.test(row)).toArray();
    }

    private double[] scores(Metric metric, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> frozen.novelty(metric, row)).toArray();
    }

    private Adaptation adaptation(Change change) {
        var majority = meanings.majority(change);
        return new Adaptation(change.row(), change.label(), change.samples().length, majority.label(),
                majority.share(), change.accepted() ? "accepted" : "rolledBack",
                change.used() && !change.accepted() ? change.end() : null, change.trigger(), change.reason());
    }

    private Totals totals() {
        int rows = stream.rows().size();
        var all = score.of(0, rows, row -> true);
        var changes = adapting.changes();
        var purities = changes.stream().mapToDouble(change -> meanings.majority(change).share()).summaryStatistics();
        return new Totals(all.frames(), all.accuracy(), all.accuracyWithoutAdaptation(),
                score.of(0, rows, this::known), score.of(0, rows, row -> !known(row)), after(),
                score.worst(HARM_WINDOW), alarming.totals(), frozenAlarming.totals(),
                (int) changes.stream().filter(Change::accepted).count(),
                (int) changes.stream().filter(change -> change.used() && !change.accepted()).count(),
                (int) changes.stream().filter(change -> !change.used()).count(),
                purities.getCount() == 0 ? null : purities.getAverage());
    }

    private After after() {
        var first = adapting.changes().stream().filter(Change::accepted).mapToInt(Change::row).min();
        if (first.isEmpty()) {
            return null;
        }
        int from = first.getAsInt() + 1;
        int to = stream.rows().size();
        return new After(first.getAsInt(), score.of(from, to, row -> true), score.of(from, to, this::known),
                score.of(from, to, row -> !known(row)));
    }

    private boolean known(int row) {
        return frozen.known().contains(stream.rows().get(row).label());
    }
}
