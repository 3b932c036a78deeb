package org.tinylcm.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Figures in Prometheus' text format (version 0.0.4). */
final class PrometheusText {
    /** What follows these is a name from outside, and becomes a label instead of a part of the metric's name. */
    private static final List<String> LABELLED = List.of("pipeline.label.", "pipeline.dropped.");

    private PrometheusText() {
    }

    static List<String> lines(Map<String, Object> values) {
        var lines = new ArrayList<String>();
        var last = "";
        for (var entry : values.entrySet()) {
            var name = entry.getKey();
            var label = "";
            for (var prefix : LABELLED) {
                if (name.startsWith(prefix)) {
                    label = name.substring(prefix.length());
                    name = prefix.substring(0, prefix.length() - 1);
                }
            }
            var metric = "tinylcm_" + name.replaceAll("[^A-Za-z0-9_]", "_");
            var number = entry.getValue() instanceof Number n ? n : null;
            label = number == null ? String.valueOf(entry.getValue()) : label;
            if (!metric.equals(last)) {
                lines.add("# TYPE " + metric + " gauge");
            }
            last = metric;
            lines.add(metric + (label.isEmpty() ? "" : "{name=\"" + escaped(label) + "\"}") + " "
                    + (number == null ? "1" : number));
        }
        return lines;
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
