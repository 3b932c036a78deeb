package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.tinylcm.bench.LabelStream.Change;

/**
 * Recovery with labels after an abrupt change, beside the figures of TML-CD's hybrid method; a concept that returns.
 */
final class LabelSuite implements Benchmarked {
    private static final String[] NAMES = {"before", "0-100", "100-250", "250-500", "500-1000", "1000-2000"};
    /** Best of the two hybrid rows of section B.2 in each column, all labels given at once. */
    private static final Map<Change, double[]> HYBRID = Map.of(
            Change.NEW_MEANS, new double[] {0.866, 0.494, 0.815, 0.839, 0.852, 0.858},
            Change.LABELS_PERMUTED, new double[] {0.871, 0.426, 0.841, 0.844, 0.859, 0.867});
    private static final Map<Change, double[]> THEIR_ORACLE = Map.of(
            Change.NEW_MEANS, new double[] {Double.NaN, 0.694, 0.871, 0.888, 0.900, 0.899},
            Change.LABELS_PERMUTED, new double[] {Double.NaN, 0.702, 0.900, 0.902, 0.912, 0.904});
    private static final int MOST_STORED = 250;
    private static final int BACK = 1_000;

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public String title() {
        return "Recovery from abrupt changes with labels, beside the hybrid method of TML-CD; a concept that returns";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        int seeds = settings.count(20, 3);
        for (var change : Change.values()) {
            var name = change.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            System.out.println("   " + name);
            var grid = new Grid(name + ": accuracy before the change and in the frames after it, " + seeds + " seeds",
                    header());
            var atOnce = trials(change, seeds, 1, 0, LabelStream.AFTER);
            var late = trials(change, seeds, 0.1, 200, LabelStream.AFTER);
            row(grid, "ours, all labels at once", mean(atOnce, LabelTrial::device), most(atOnce));
            row(grid, "ours, 10 % of labels, 200 frames late", mean(late, LabelTrial::device), most(late));
            row(grid, "the same labels, restarted at the true change", mean(late, LabelTrial::lateOracle), MOST_STORED);
            row(grid, "frozen model", mean(atOnce, LabelTrial::frozen), LabelStream.PROTOTYPES);
            row(grid, "oracle, restarted at the true change", mean(atOnce, LabelTrial::oracle), MOST_STORED);
            row(grid, "B.2: hybrid, better of its two rows in each column", HYBRID.get(change), MOST_STORED);
            row(grid, "B.2: oracle", THEIR_ORACLE.get(change), MOST_STORED);
            findings.add(grid);
            goals(findings, name + ", labels at once", mean(atOnce, LabelTrial::device), HYBRID.get(change));
            goals(findings, name + ", 10 % late", mean(late, LabelTrial::device), HYBRID.get(change));
            findings.add(Figure.atMost(MOST_STORED, name + ": samples stored", Math.max(most(atOnce), most(late)), ""));
            returning(findings, change, seeds);
        }
        findings.note("The hybrid method gets all labels at once in both comparisons. Before 200 frames have passed no"
                + " late label of the new concept has come: no method can be better than the frozen model there.");
        findings.note("Stored samples are all: the pack's prototypes and held-out samples, labelled samples in use and"
                + " as candidates, those of earlier concepts.");
    }

    /** The first concept comes back after {@value #BACK} frames. */
    private static void returning(Findings findings, Change change, int seeds) throws Exception {
        var all = trials(change, seeds, 1, 0, BACK);
        var name = change.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", then the first concept again: ";
        double before = mean(all, LabelTrial::device)[0];
        double after = all.stream().mapToDouble(LabelTrial::afterReturn).average().orElseThrow();
        findings.add(Figure.atLeast(98, name + "accuracy from the " + LabelTrial.GRACE + "th label on",
                100 * after / before, "% of before"));
        var recognised = all.stream().filter(trial -> trial.recognised() >= 0).mapToInt(LabelTrial::recognised)
                .summaryStatistics();
        findings.add(Figure.plain(name + "labels until it was in use again", recognised.getAverage(), "labels")
                .remark("in " + recognised.getCount() + " of " + seeds + " streams, at most " + recognised.getMax()));
    }

    private static String[] header() {
        var header = new ArrayList<>(List.of("method"));
        header.addAll(List.of(NAMES));
        header.add("stored samples");
        return header.toArray(String[]::new);
    }

    private static void row(Grid grid, String name, double[] values, int stored) {
        var cells = new ArrayList<Object>(List.of(name));
        Arrays.stream(values).forEach(cells::add);
        cells.add(stored);
        grid.row(cells.toArray());
    }

    private static void goals(Findings findings, String what, double[] ours, double[] theirs) {
        for (int i = 1; i < ours.length; i++) {
            findings.add(Figure.atLeast(theirs[i], what + ", frames " + NAMES[i], ours[i], ""));
        }
    }

    private static List<LabelTrial> trials(Change change, int seeds, double share, int delay, int back)
            throws Exception {
        var all = new ArrayList<LabelTrial>();
        for (int seed = 1; seed <= seeds; seed++) {
            all.add(LabelTrial.of(new LabelStream(change, seed), share, delay, back));
        }
        return all;
    }

    private static double[] mean(List<LabelTrial> trials, Function<LabelTrial, double[]> of) {
        var mean = new double[NAMES.length];
        trials.forEach(trial -> Arrays.setAll(mean, i -> mean[i] + of.apply(trial)[i] / trials.size()));
        return mean;
    }

    private static int most(List<LabelTrial> trials) {
        return trials.stream().mapToInt(LabelTrial::stored).max().orElseThrow();
    }
}
