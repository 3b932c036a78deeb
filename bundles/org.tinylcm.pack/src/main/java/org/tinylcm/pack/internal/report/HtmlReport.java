package org.tinylcm.pack.internal.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tinylcm.model.Calibration;
import org.tinylcm.pack.internal.build.BuildResult;

/** The result as one file with pictures, without anything from elsewhere. */
public final class HtmlReport {
    private static final int PICTURES_PER_CLASS = 12;
    private static final int MAX_CLASSES_SHOWN = 60;
    private static final int MAX_MISTAKES = 60;

    private final BuildResult result;
    private final Html html;

    private HtmlReport(BuildResult result) {
        this.result = result;
        html = new Html("Model pack " + result.options().name() + " " + result.options().version());
    }

    public static String of(BuildResult result) {
        return new HtmlReport(result).write();
    }

    private String write() {
        html.element("h1", "Model pack " + result.options().name() + " " + result.options().version());
        html.raw("<code>").text(result.id()).raw("</code>\n");
        figures();
        confusion();
        reliability();
        thresholds();
        html.element("h2", "Novelty of the held-out samples");
        html.element("p", "Mean distance to the nearest prototypes. Green: classified rightly, red: wrongly; the dashed"
                + " line is the limit beyond which one sample alone is odd.");
        Histogram.draw(html, result.verdicts(), result.thresholds().get(Calibration.KNN_DISTANCE).limit());
        mistakes();
        prototypes();
        refusals();
        return html.end();
    }

    private void figures() {
        html.raw("<div class=\"figures\">");
        figure("held-out accuracy", "%.1f %%", 100 * result.figures().get("accuracy"));
        figure("mean recall", "%.1f %%", 100 * result.figures().get("mean-recall"));
        var auroc = result.figures().get("novel-class-auroc");
        if (auroc != null) {
            figure("unlearned class, AUROC", "%.3f", auroc);
            figure("unlearned class, unknown", "%.1f %%", 100 * result.figures().get("novel-class-unknown-share"));
        }
        figure("calibration error", "%.3f", result.figures().get("calibration-error"));
        figure("known but unknown", "%.1f %%", 100 * result.figures().get("unknown-share"));
        figure("held-out samples", "%.0f", result.holdout().length);
        figure("classes", "%.0f", result.labels().size());
        figure("prototypes", "%.0f", result.prototypes().stream().mapToInt(chosen -> chosen.length).sum());
        figure("components", "%.0f", result.components());
        figure("variance kept", "%.1f %%", 100 * result.figures().get("explained-variance"));
        figure("pack, kB", "%.0f", result.bytes() / 1000.0);
        html.raw("</div>\n");
    }

    private void figure(String name, String format, double value) {
        html.raw("<div><b>").format(format, value).raw("</b>").text(name).raw("</div>");
    }

    private void confusion() {
        html.element("h2", "Confusion matrix");
        html.element("p", "Rows are true classes, columns what the classifier said.");
        html.raw("<div class=\"scroll\"><table><tr><th></th>");
        result.labels().forEach(label -> html.element("th", label));
        html.raw("<th>recall</th></tr>\n");
        var matrix = result.confusion();
        for (int row = 0; row < matrix.length; row++) {
            html.raw("<tr>").element("th", result.labels().get(row));
            var total = IntStream.of(matrix[row]).sum();
            for (int column = 0; column < matrix.length; column++) {
                var share = total == 0 ? 0 : (double) matrix[row][column] / total;
                html.raw("<td style=\"background:rgba(var(").raw(row == column ? "--hit" : "--miss")
                        .format("),%.2f)\">%s</td>", row == column ? share * 0.7 : Math.sqrt(share),
                                matrix[row][column] == 0 ? "" : Integer.toString(matrix[row][column]));
            }
            html.format("<td>%.1f %%</td></tr>\n", total == 0 ? 0.0 : 100.0 * matrix[row][row] / total);
        }
        html.raw("</table></div>\n");
    }

    private void reliability() {
        html.element("h2", "Confidence");
        html.raw("<p>").format("Share of right answers over confidence, each fifth of the held-out samples judged by "
                + "what the others taught. Mean difference %.3f; of the votes alone, before calibration, %.3f.",
                result.reliability().error(), result.figures().get("calibration-error-of-scores"));
        html.raw("</p>\n");
        ReliabilityDiagram.draw(html, result.reliability());
    }

    private void thresholds() {
        html.element("h2", "Thresholds");
        html.raw("<p>").format("For at most one false alarm in %.0f frames.", result.options().averageRunLength());
        html.raw("</p><table><tr><th>metric</th><th>mean</th><th>deviation</th><th>odd if</th><th>drift limit</th></tr>\n");
        result.thresholds().forEach((metric, threshold) -> html.raw("<tr>").element("td", metric)
                .format("<td>%.4f</td><td>%.4f</td><td>%s %.4f</td><td>%s</td></tr>\n", threshold.mean(),
                        threshold.deviation(), threshold.upper() ? "&gt;" : "&lt;", threshold.limit(),
                        TextReport.driftLimit(threshold)));
        html.raw("</table><p>One picture alone is odd beyond the limit; the stream drifts when the Page-Hinkley "
                + "statistic of the metric, in deviations, passes the drift limit.</p>\n");
    }

    private void mistakes() {
        var wrong = IntStream.range(0, result.holdout().length).filter(i -> !result.verdicts().get(i).correct())
                .toArray();
        html.element("h2", "Held-out samples classified wrongly: " + wrong.length);
        html.raw("<div class=\"shots\">");
        for (var i : Arrays.copyOf(wrong, Math.min(wrong.length, MAX_MISTAKES))) {
            var verdict = result.verdicts().get(i);
            shot(result.holdout()[i], verdict.truth() + " taken for " + verdict.predicted()
                    + String.format(Locale.ROOT, " (%.2f)", verdict.confidence()));
        }
        html.raw("</div>\n");
        if (wrong.length > MAX_MISTAKES) {
            html.element("p", (wrong.length - MAX_MISTAKES) + " more are in the JSON report.");
        }
    }

    private void prototypes() {
        html.element("h2", "Prototypes");
        for (int i = 0; i < Math.min(result.labels().size(), MAX_CLASSES_SHOWN); i++) {
            var chosen = result.prototypes().get(i);
            html.element("h3", result.labels().get(i) + ": " + chosen.length + " of " + result.train().get(i).length);
            html.raw("<div class=\"shots\">");
            for (var sample : Arrays.copyOf(chosen, Math.min(chosen.length, PICTURES_PER_CLASS))) {
                shot(sample, "");
            }
            html.raw("</div>\n");
        }
    }

    private void refusals() {
        if (!result.samples().refusals().isEmpty()) {
            html.element("h2", "Left out: " + result.samples().refusals().size());
            html.raw("<ul>");
            result.samples().refusals().forEach(line -> html.element("li", line));
            html.raw("</ul>\n");
        }
    }

    private void shot(int sample, String remark) {
        var name = result.samples().name(sample);
        html.raw("<figure>");
        result.samples().file(sample).flatMap(Thumbnails::of)
                .ifPresent(address -> html.raw("<img alt=\"").text(name).raw("\" src=\"" + address + "\">"));
        html.raw("<figcaption>").text(name);
        if (!remark.isEmpty()) {
            html.raw("<br>").text(remark);
        }
        html.raw("</figcaption></figure>");
    }
}
