package org.tinylcm.classifier.knn.internal;

/** Decides between the classes of the neighbours. */
final class Vote {

    private Vote() {
    }

    /**
     * Fills the weights of the neighbours found; they sum up to 1. Unweighted, each has the same; weighted, 1/distance,
     * where a distance counts as at least a millionth of the farthest one, so that a neighbour at distance 0 wins but
     * does not divide by zero.
     */
    static void weigh(Scratch scratch, boolean byDistance) {
        int found = scratch.found();
        double floor = found == 0 ? 0 : scratch.distances[found - 1] * 1e-6;
        double sum = 0;
        for (int i = 0; i < found; i++) {
            double weight = byDistance ? 1 / Math.max(scratch.distances[i], floor) : 1;
            scratch.weights[i] = weight;
            sum += weight;
        }
        boolean usable = sum > 0 && sum < Double.POSITIVE_INFINITY;
        for (int i = 0; i < found; i++) {
            scratch.weights[i] = usable ? scratch.weights[i] / sum : 1.0 / found;
        }
    }

    /** Rank of the nearest neighbour of the winning class; of equal votes the class with the nearer neighbour wins. */
    static int winner(Scratch scratch, int[] classes) {
        int winner = 0;
        double most = -1;
        for (int i = 0; i < scratch.found(); i++) {
            double share = share(scratch, classes, i);
            if (share > most) {
                most = share;
                winner = i;
            }
        }
        return winner;
    }

    /** Votes for the class of the neighbour at this rank from there on: all of them, if it is the class's nearest. */
    static double share(Scratch scratch, int[] classes, int rank) {
        int own = classes[scratch.rows[rank]];
        double share = 0;
        for (int i = rank; i < scratch.found(); i++) {
            if (classes[scratch.rows[i]] == own) {
                share += scratch.weights[i];
            }
        }
        return Math.min(1, share);
    }
}
