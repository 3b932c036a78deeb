package org.tinylcm.math.drift;

/**
 * Exact average run length of a chart on a lattice, as the absorption time of a Markov chain (D. Brook and D. A. Evans,
 * Biometrika 59, 1972): with Q the transitions among the m states below the threshold, ARL is the first entry of the
 * solution of {@code (I - Q) x = 1}.
 *
 * <p>The matrices for m = 1, 2, 3, … are leading parts of one another, and so are their LU factors (I - Q is a
 * diagonally dominant M-matrix and needs no pivoting). Adding one row and column at a time gives the run length of
 * every threshold on the way, and the search ends at the first one that is long enough.
 */
final class RunLength {

    /** Chance to go from one state to another; state 0 collects everything at or below 0. */
    interface Transitions {
        double probability(int from, int to);
    }

    private RunLength() {
    }

    /**
     * Smallest number of states below the threshold with which the run length from state 0 is at least {@code wanted}.
     *
     * @return -1 if {@code limit} states are not enough
     */
    static int states(Transitions transitions, double wanted, int limit) {
        return new Factors(transitions, limit).grow(wanted);
    }

    /** Run length from state 0 with so many states below the threshold. */
    static double arl(Transitions transitions, int states) {
        var factors = new Factors(transitions, states);
        factors.grow(Double.POSITIVE_INFINITY);
        return factors.length;
    }

    private static final class Factors {
        private final Transitions q;
        private final int limit;
        /** Row i of L and column i of U, both from index 0. */
        private final double[][] lower;
        private final double[][] upper;
        private final double[] forward;
        private final double[] first;
        private double length;

        Factors(Transitions q, int limit) {
            this.q = q;
            this.limit = limit;
            lower = new double[limit][];
            upper = new double[limit][];
            forward = new double[limit];
            first = new double[limit];
        }

        int grow(double wanted) {
            for (int j = 0; j < limit; j++) {
                border(j);
                if (length >= wanted) {
                    return j + 1;
                }
            }
            return -1;
        }

        private void border(int j) {
            var row = new double[j];
            var column = new double[j + 1];
            for (int i = 0; i < j; i++) {
                column[i] = -q.probability(i, j) - dot(lower[i], column, i);
                row[i] = (-q.probability(j, i) - dot(row, upper[i], i)) / upper[i][i];
            }
            // A pivot is the chance to leave this state for good; rounding may not make it vanish.
            column[j] = Math.max(1 - q.probability(j, j) - dot(row, column, j), 1e-14);
            lower[j] = row;
            upper[j] = column;
            forward[j] = 1 - dot(row, forward, j);
            first[j] = ((j == 0 ? 1 : 0) - dot(first, column, j)) / column[j];
            length += first[j] * forward[j];
        }

        private static double dot(double[] a, double[] b, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
