package org.tinylcm.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers and tables for people. */
final class Text {

    private Text() {
    }

    /** Three significant digits, never in exponent form; whole numbers from 1000 on with separators. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        if (Math.abs(value) >= 999.5) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        var rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String cell(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number number) {
            return number(number.doubleValue());
        }
        return value instanceof Boolean yes ? yes ? "yes" : "**no**" : value.toString();
    }

    static Grid grid(List<Figure> figures) {
        var grid = new Grid("", "measured", "value", "unit", "goal", "met", "remark");
        for (var figure : figures) {
            var met = figure.met() == null ? "" : figure.met();
            grid.row(figure.what(), figure.value(), figure.unit(), figure.goal(), met, figure.remark());
        }
        return grid;
    }

    /** A table in Markdown whose columns also line up as plain text. */
    static String table(Grid grid) {
        var rows = new ArrayList<List<String>>();
        rows.add(grid.header());
        for (var row : grid.rows()) {
            rows.add(row.stream().map(cell -> cell(cell).replace("|", "\\|")).toList());
        }
        var widths = new int[grid.header().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(Math.max(3, widths[i]), row.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            line(text, rows.get(r), widths);
            if (r == 0) {
                for (int width : widths) {
                    text.append("|").append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append("| ").append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 1));
        }
        text.append("|\n");
    }
}
