package org.tinylcm.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table of 80 columns at most: the widest column gives way, and what is cut ends in an ellipsis. */
final class Table {
    private static final int COLUMNS = 80;
    private static final int GAP = 2;
    private static final int LEAST = 6;
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param heads names of the columns; one with {@code >} before it is aligned to the right */
    Table(String... heads) {
        right = new boolean[heads.length];
        var names = heads.clone();
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            names[i] = right[i] ? heads[i].substring(1) : heads[i];
        }
        rows.add(names);
    }

    Table row(Object... cells) {
        var row = new String[right.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = i < cells.length && cells[i] != null ? Text.oneLine(cells[i].toString()) : "";
        }
        rows.add(row);
        return this;
    }

    List<String> lines() {
        var widths = widths();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths() {
        var widths = new int[right.length];
        rows.forEach(row -> IntStream.range(0, row.length)
                .forEach(i -> widths[i] = Math.max(widths[i], row[i].length())));
        while (IntStream.of(widths).sum() + GAP * (widths.length - 1) > COLUMNS) {
            var widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST) {
                return widths;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String line(String[] row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            var cell = Text.cut(row[i], widths[i]);
            var blanks = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : " ".repeat(GAP)).append(right[i] ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }
}
