package org.tinylcm.evaluation.internal;

/** The report as one page. */
final class HtmlReport {

    private HtmlReport() {
    }

    static String of(Report report, Score score) {
        var html = new Html("Evaluation of " + report.pack().name() + " on " + report.stream().file());
        html.element("h1", "Evaluation of " + report.pack().name() + " " + report.pack().version() + " on "
                + report.stream().file());
        html.element("code", report.pack().id());
        figures(html, report);
        html.element("h2", "Accuracy over the last " + report.rules().window() + " frames");
        html.element("p", (report.rules().adaptation() ? "Blue: with adaptation, brown: without. " : "")
                + "Shaded: segments that are changes. Below, one line a monitor: the time it was in drift. Triangles:"
                + " adaptations (empty: refused, or taken back later).");
        Plot.draw(html, report, score);
        for (var table : Tables.of(report)) {
            html.element("h2", table.title());
            html.table(table.header(), table.rows());
        }
        if (report.stream().givenUp() > 0) {
            html.element("p", report.stream().givenUp() + " frames were given up, the first because: "
                    + report.stream().firstCause());
        }
        return html.end();
    }

    private static void figures(Html html, Report report) {
        var totals = report.totals();
        html.raw("<div class=\"figures\">\n");
        html.figure("accuracy" + (report.rules().adaptation() ? " with adaptation" : ""),
                Figure.percent(totals.accuracy()));
        if (report.rules().adaptation()) {
            html.figure("without adaptation", Figure.percent(totals.accuracyWithoutAdaptation()));
        }
        if (totals.afterAdaptation() != null) {
            html.figure("points gained after adaptation", Figure.points(totals.afterAdaptation().all().gainPoints()));
        }
        html.figure("false alarms in 1000 frames", Figure.number(totals.alarms().falseAlarmsPer1000()));
        html.figure("of " + totals.alarms().changedSegments() + " changes missed",
                Integer.toString(totals.alarms().missedSegments().size()));
        html.figure("frames until the first onset, mean", Figure.number(totals.alarms().meanFirstOnsetDelay()));
        html.figure("novel-class AUROC, " + report.pack().metric(),
                Figure.auroc(report.novelty().auroc().get(report.pack().metric())));
        html.figure("purity of pseudo-labels, mean", Figure.percent(totals.meanPurity()));
        html.figure("adaptations accepted / rolled back / refused",
                totals.accepted() + " / " + totals.rolledBack() + " / " + totals.refused());
        html.raw("</div>\n");
    }
}
