package org.tinylcm.evaluation.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tinylcm.evaluation.internal.Report.Event;
import org.tinylcm.evaluation.internal.Report.SegmentFigures;

/** Accuracy over time, the segments, the monitors' episodes and the adaptations, as a drawing. */
final class Plot {
    private static final int LEFT = 110;
    private static final int WIDTH = 1000;
    private static final int TOP = 22;
    private static final int HEIGHT = 220;
    private static final int LANE = 16;
    /** Points of a curve at most: more cannot be told apart. */
    private static final int POINTS = 2000;

    private final Html html;
    private final Report report;
    private final int frames;

    private Plot(Html html, Report report) {
        this.html = html;
        this.report = report;
        frames = Math.max(1, report.stream().frames());
    }

    static void draw(Html html, Report report, Score score) {
        new Plot(html, report).draw(score);
    }

    private void draw(Score score) {
        var monitors = new TreeSet<String>();
        for (var segment : report.segments()) {
            segment.onsets().forEach(event -> monitors.add(event.monitor()));
            segment.recoveries().forEach(event -> monitors.add(event.monitor()));
        }
        int bottom = TOP + HEIGHT + 26 + monitors.size() * LANE;
        html.format("<div class=\"scroll\"><svg viewBox=\"0 0 %d %d\" role=\"img\" "
                + "aria-label=\"Accuracy over time\">\n", LEFT + WIDTH + 20, bottom + 24);
        report.segments().forEach(segment -> segment(segment, bottom));
        for (int tick = 0; tick <= 4; tick++) {
            double y = y(tick / 4.0);
            html.format("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"var(--line)\"/>"
                    + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>\n", LEFT, LEFT + WIDTH, y, y,
                    LEFT - 6, y + 4, 25 * tick);
        }
        int window = report.rules().window();
        curve(score.curve(false, window), "--without");
        if (report.rules().adaptation()) {
            curve(score.curve(true, window), "--with");
        }
        report.adaptations().forEach(this::adaptation);
        int lane = TOP + HEIGHT + 26;
        for (var monitor : monitors) {
            lane(monitor, lane);
            lane += LANE;
        }
        html.format("<text x=\"%d\" y=\"%d\">0</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d frames</text>\n",
                LEFT, bottom + 16, LEFT + WIDTH, bottom + 16, frames);
        html.raw("</svg></div>\n");
    }

    private void segment(SegmentFigures segment, int bottom) {
        double from = x(segment.firstFrame());
        double width = x(segment.firstFrame() + segment.frames()) - from;
        if (!segment.kind().equals("stable")) {
            html.format("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"var(--change)\"/>", from, TOP,
                    width, bottom - TOP);
        }
        html.format("<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"currentColor\" "
                + "stroke-dasharray=\"3 3\" opacity=\"0.5\"/><text x=\"%.1f\" y=\"%d\">", from, from, TOP, bottom,
                from + 3, TOP - 8);
        html.raw(Html.escape(segment.name()) + "</text>\n");
    }

    private void curve(double[] values, String colour) {
        var points = new StringBuilder();
        int step = Math.max(1, values.length / POINTS);
        for (int row = 0; row < values.length; row += step) {
            if (!Double.isNaN(values[row])) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(row), y(values[row])));
            }
        }
        html.raw("<polyline fill=\"none\" stroke-width=\"2\" style=\"stroke:var(" + colour + ")\" points=\"" + points
                + "\"/>\n");
    }

    private void adaptation(Report.Adaptation adaptation) {
        double x = x(adaptation.frame());
        boolean stays = adaptation.outcome().equals("accepted");
        html.format("<path d=\"M%.1f %d l-6 11 h12 z\" stroke=\"var(--with)\" style=\"fill:%s\"><title>", x,
                TOP + HEIGHT + 4, stays ? "var(--with)" : "none");
        html.raw(Html.escape(adaptation.pseudoClass() + ", frame " + adaptation.frame() + ": " + adaptation.outcome())
                + "</title></path>\n");
    }

    private void lane(String monitor, int y) {
        html.format("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LEFT - 6, y + 10);
        html.raw(Html.escape(monitor) + "</text>");
        Map<String, Integer> open = new HashMap<>();
        for (var segment : report.segments()) {
            ends(segment.recoveries(), segment.onsets(), monitor, open, y);
        }
        if (open.containsKey(monitor)) {
            bar(open.get(monitor), frames, y);
        }
        html.raw("\n");
    }

    /** Onsets and recoveries of one monitor alternate. */
    private void ends(List<Event> recoveries, List<Event> onsets, String monitor, Map<String, Integer> open, int y) {
        var frames = new TreeMap<Integer, Boolean>();
        onsets.stream().filter(e -> e.monitor().equals(monitor)).forEach(e -> frames.put(e.frame(), true));
        recoveries.stream().filter(e -> e.monitor().equals(monitor)).forEach(e -> frames.put(e.frame(), false));
        frames.forEach((frame, onset) -> {
            if (onset) {
                open.put(monitor, frame);
            } else if (open.containsKey(monitor)) {
                bar(open.remove(monitor), frame, y);
            }
        });
    }

    private void bar(int from, int to, int y) {
        html.format("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"currentColor\" opacity=\"0.6\"/>",
                x(from), y + 2, Math.max(1.5, x(to) - x(from)), LANE - 6);
    }

    private static double y(double share) {
        return TOP + (1 - share) * HEIGHT;
    }

    private double x(int frame) {
        return LEFT + (double) frame / frames * WIDTH;
    }
}
