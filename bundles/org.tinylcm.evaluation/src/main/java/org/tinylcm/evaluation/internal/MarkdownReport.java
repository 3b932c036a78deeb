package org.tinylcm.evaluation.internal;

import java.util.List;
import java.util.stream.Collectors;

/** The tables as Markdown, for documentation that is made from output. */
final class MarkdownReport {

    private MarkdownReport() {
    }

    static String of(Report report) {
        var text = new StringBuilder("### `" + report.stream().file() + "`\n");
        for (var table : Tables.of(report)) {
            text.append("\n**").append(escape(table.title())).append("**\n\n").append(line(table.header()))
                    .append(line(table.header().stream().map(column -> "---").toList()));
            table.rows().forEach(row -> text.append(line(row)));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(MarkdownReport::escape).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
