package org.tinylcm.pack.internal.report;

import org.tinylcm.pack.internal.build.Reliability;

/** Share of right answers over confidence: on the dashed line both are the same. Larger dots are more samples. */
final class ReliabilityDiagram {
    private static final int SIZE = 260;
    private static final int MARGIN = 30;

    private ReliabilityDiagram() {
    }

    static void draw(Html html, Reliability reliability) {
        html.format("<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"Reliability diagram\">",
                SIZE + 2 * MARGIN, SIZE + 2 * MARGIN);
        html.format("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"currentColor\"/>",
                MARGIN, MARGIN, SIZE, SIZE);
        html.format("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"currentColor\" "
                + "stroke-dasharray=\"4 3\"/>", MARGIN, MARGIN + SIZE, MARGIN + SIZE, MARGIN);
        int all = reliability.bins().stream().mapToInt(Reliability.Bin::samples).sum();
        for (var bin : reliability.bins()) {
            html.format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" style=\"fill:rgb(var(--hit))\"/>",
                    MARGIN + bin.confidence() * SIZE, MARGIN + (1 - bin.accuracy()) * SIZE,
                    3 + 9 * Math.sqrt((double) bin.samples() / all));
        }
        html.format("<text x=\"%d\" y=\"%d\">confidence 0</text>", MARGIN, SIZE + MARGIN + 16);
        html.format("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">1</text>", SIZE + MARGIN, SIZE + MARGIN + 16);
        html.format("<text x=\"%d\" y=\"%d\">share right 1</text></svg>\n", MARGIN, MARGIN - 8);
    }
}
