package org.tinysphere.drifthub.control;

/**
 * How far two validators agree in what both judged.
 *
 * @param both true_drift by both
 * @param first true_drift by the first alone
 * @param second true_drift by the second alone
 * @param neither false_alarm by both
 */
record Agreement(long both, long first, long second, long neither) {
    /** Below this a kappa says more about chance than about people. */
    static final int ENOUGH = 10;

    long overlap() {
        return both + first + second + neither;
    }

    /** Share of equal verdicts; null if there is nothing that both judged. */
    Double share() {
        return overlap() == 0 ? null : (double) (both + neither) / overlap();
    }

    /**
     * Cohen's kappa (Cohen 1960): (observed - expected) / (1 - expected) agreement; null if fewer than {@link #ENOUGH}
     * were judged by both, or if it is not defined because both always gave the same one verdict.
     */
    Double kappa() {
        if (overlap() < ENOUGH) {
            return null;
        }
        var n = (double) overlap();
        var expected = ((both + first) / n) * ((both + second) / n)
                + ((second + neither) / n) * ((first + neither) / n);
        return expected >= 1 ? null : (share() - expected) / (1 - expected);
    }

    /** Share of the pairs of verdicts on one subject that are equal; null with fewer than two verdicts. */
    static Double pairs(long trueDrift, long falseAlarms) {
        var n = trueDrift + falseAlarms;
        return n < 2 ? null : (double) (trueDrift * (trueDrift - 1) + falseAlarms * (falseAlarms - 1)) / (n * (n - 1));
    }
}
