package org.tinylcm.pack.internal.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tinylcm.pack.internal.build.BuildResult;
import org.tinylcm.pack.internal.build.PackBuilder;
import org.tinylcm.pack.internal.build.Threshold;

/** The result as a person reads it in a terminal, 80 columns wide. */
public final class TextReport {
    private static final int MAX_MATRIX = 10;
    private static final int LABEL_WIDTH = 18;
    private static final int CONFUSIONS = 10;

    private final BuildResult result;
    private final List<String> lines = new ArrayList<>();

    private TextReport(BuildResult result) {
        this.result = result;
    }

    public static List<String> of(BuildResult result) {
        return new TextReport(result).lines();
    }

    private List<String> lines() {
        var correct = result.verdicts().stream().filter(verdict -> verdict.correct()).count();
        line("Held-out accuracy %.1f %% (%d of %d)", 100 * result.figures().get("accuracy"), correct,
                result.verdicts().size());
        var auroc = result.figures().get("novel-class-auroc");
        if (auroc != null) {
            line("A class never learned would stand out with AUROC %.3f", auroc);
        }
        line("Confidence is off by %.3f on average (votes alone: %.3f)", result.figures().get("calibration-error"),
                result.figures().get("calibration-error-of-scores"));
        line("Answered with unknown: %.1f %% of known samples (%.1f %% wished)",
                100 * result.figures().get("unknown-share"), 100 * result.answers().unknownShare());
        if (auroc != null) {
            line("... and %.1f %% of a class never learned", 100 * result.figures().get("novel-class-unknown-share"));
        }
        line("%d components keep %.1f %% of the variance", result.components(),
                100 * result.figures().get("explained-variance"));
        line("");
        if (result.labels().size() <= MAX_MATRIX) {
            matrix();
        } else {
            confusions();
        }
        thresholds();
        return lines;
    }

    private void matrix() {
        line("Confusion matrix: rows are true classes, columns what was said");
        var header = new StringBuilder(" ".repeat(LABEL_WIDTH + 4));
        for (int i = 0; i < result.labels().size(); i++) {
            header.append(String.format(Locale.ROOT, "%5d", i + 1));
        }
        line("%s", header);
        var matrix = result.confusion();
        for (int row = 0; row < matrix.length; row++) {
            var text = new StringBuilder(String.format(Locale.ROOT, "%3d %-" + LABEL_WIDTH + "s", row + 1,
                    cut(result.labels().get(row))));
            for (var count : matrix[row]) {
                text.append(String.format(Locale.ROOT, "%5s", count == 0 ? "." : Integer.toString(count)));
            }
            line("%s", text);
        }
        line("");
    }

    /** With many classes the matrix is wider than any terminal; what it is read for are its largest mistakes. */
    private void confusions() {
        line("Most frequent mistakes (the whole confusion matrix is in the report)");
        var matrix = result.confusion();
        var mistakes = new ArrayList<int[]>();
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix.length; column++) {
                if (row != column && matrix[row][column] > 0) {
                    mistakes.add(new int[] {matrix[row][column], row, column});
                }
            }
        }
        mistakes.sort(Comparator.comparing(mistake -> -mistake[0]));
        for (var mistake : mistakes.subList(0, Math.min(CONFUSIONS, mistakes.size()))) {
            line("%5d x %-" + LABEL_WIDTH + "s taken for %s", mistake[0], cut(result.labels().get(mistake[1])),
                    cut(result.labels().get(mistake[2])));
        }
        line("");
    }

    private void thresholds() {
        line("Calibrated for at most one false alarm in %.0f frames", result.options().averageRunLength());
        line("%-22s%12s%12s%16s%14s", "metric", "mean", "deviation", "odd if", "drift limit");
        result.thresholds().forEach((metric, threshold) -> line("%-22s%12.4f%12.4f%16s%14s", metric, threshold.mean(),
                threshold.deviation(), String.format(Locale.ROOT, "%s %.4f", threshold.upper() ? ">" : "<",
                        threshold.limit()), driftLimit(threshold)));
        var samples = Math.min(result.verdicts().size(), PackBuilder.MAX_HOLDOUT);
        if (samples < result.options().averageRunLength()) {
            line("(%d held-out samples cannot show one in %.0f: 'odd if' is the extreme seen)", samples,
                    result.options().averageRunLength());
        }
    }

    static String driftLimit(Threshold threshold) {
        return Double.isFinite(threshold.drift()) ? String.format(Locale.ROOT, "%.3f", threshold.drift()) : "unknown";
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private static String cut(String label) {
        return label.length() <= LABEL_WIDTH ? label : label.substring(0, LABEL_WIDTH - 1) + "…";
    }
}
