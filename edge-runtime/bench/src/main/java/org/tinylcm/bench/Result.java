package org.tinylcm.bench;

import java.util.List;

/**
 * What a benchmark found.
 *
 * @param schemaVersion of this document
 * @param name name of the benchmark
 * @param title what it is about
 * @param command how to repeat it
 * @param quick true if it was a short run, whose numbers are only a hint
 * @param seconds how long it took
 * @param machine where it ran
 * @param figures single numbers, with their goals
 * @param grids tables
 * @param notes what a reader must know
 */
record Result(int schemaVersion, String name, String title, String command, boolean quick, double seconds,
        Machine machine, List<Figure> figures, List<Grid> grids, List<String> notes) {
    static final int VERSION = 1;
    /** Beyond this load other work was likely to disturb the measurement. */
    static final double CALM = 1.0;

    boolean disturbed() {
        return machine.loadAtStart() > CALM;
    }

    long missed() {
        return figures.stream().filter(figure -> Boolean.FALSE.equals(figure.met())).count();
    }
}
