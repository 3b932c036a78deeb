package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table with columns of its own.
 *
 * @param title what it shows
 * @param header names of the columns
 * @param rows cells: String, Number, Boolean or null
 */
record Grid(String title, List<String> header, List<List<Object>> rows) {

    Grid(String title, String... header) {
        this(title, List.of(header), new ArrayList<>());
    }

    /** Numbers that are none cannot be told in JSON. */
    private static Object tellable(Object cell) {
        if (cell == null) {
            return "-";
        }
        return cell instanceof Double number && !Double.isFinite(number) ? Text.number(number) : cell;
    }

    void row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + header.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(Grid::tellable).toList());
    }
}
