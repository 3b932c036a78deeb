package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.List;

/** What a benchmark collects while it runs. */
final class Findings {
    final List<Figure> figures = new ArrayList<>();
    final List<Grid> grids = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    /** Options of the virtual machines that were measured. */
    String flags = "";

    void add(Figure figure) {
        figures.add(figure);
    }

    void add(Grid grid) {
        grids.add(grid);
    }

    void note(String text) {
        notes.add(text);
    }
}
