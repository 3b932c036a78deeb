package org.tinylcm.pack.internal.report;

import java.util.List;
import org.tinylcm.pack.internal.build.Verdict;

/** Distribution of the held-out samples' novelty as a drawing: right ones below, wrong ones on top. */
final class Histogram {
    private static final int BINS = 40;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 180;

    private Histogram() {
    }

    static void draw(Html html, List<Verdict> verdicts, double limit) {
        var largest = Math.max(limit, verdicts.stream().mapToDouble(Verdict::novelty).max().orElse(1));
        var range = largest > 0 ? largest * 1.02 : 1;
        var counts = new int[2][BINS];
        var highest = 1;
        for (var verdict : verdicts) {
            var bin = Math.min(BINS - 1, (int) (verdict.novelty() / range * BINS));
            counts[verdict.correct() ? 0 : 1][bin]++;
            highest = Math.max(highest, counts[0][bin] + counts[1][bin]);
        }
        html.format("<div class=\"scroll\"><svg width=\"%d\" height=\"%d\" role=\"img\" "
                + "aria-label=\"Histogram of novelty\">", WIDTH, HEIGHT + 24);
        var step = (double) WIDTH / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            var right = (double) counts[0][bin] / highest * (HEIGHT - 14);
            var wrong = (double) counts[1][bin] / highest * (HEIGHT - 14);
            bar(html, bin * step, HEIGHT - right, step, right, "--hit");
            bar(html, bin * step, HEIGHT - right - wrong, step, wrong, "--miss");
        }
        var x = limit / range * WIDTH;
        html.format("<line x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\" stroke=\"currentColor\" "
                + "stroke-dasharray=\"4 3\"/>", x, x, HEIGHT);
        html.format("<text x=\"%.1f\" y=\"10\" text-anchor=\"end\">limit %.3g</text>", x - 4, limit);
        html.format("<text x=\"0\" y=\"%d\">0</text>", HEIGHT + 16);
        html.format("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.3g</text></svg></div>\n", WIDTH, HEIGHT + 16, range);
    }

    private static void bar(Html html, double x, double y, double width, double height, String colour) {
        if (height > 0) {
            html.format("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" style=\"fill:rgb(var(%s))\"/>",
                    x + 0.5, y, width - 1, height, colour);
        }
    }
}
