package org.tinylcm.classifier.knn.internal;

/**
 * Working memory of one search: classifying allocates nothing. Holds the k best so far, sorted by insertion: with the
 * few neighbours in use that beats a heap.
 */
final class Scratch {
    /** Rows whose distances are computed at a time: small enough for the first-level cache. */
    static final int CHUNK = 256;
    static final int MOST_NEIGHBOURS = 50;

    final float[] chunk = new float[CHUNK];
    final float[] distances = new float[MOST_NEIGHBOURS];
    final int[] rows = new int[MOST_NEIGHBOURS];
    final double[] weights = new double[MOST_NEIGHBOURS];
    private int wanted;
    private int found;

    void clear(int neighbours) {
        wanted = neighbours;
        found = 0;
    }

    int found() {
        return found;
    }

    /** Rows must be offered in rising order: an equal one that came first stays in front. */
    void offer(float distance, int row) {
        if (found == wanted) {
            if (wanted == 0 || !(distance < distances[found - 1])) {
                return;
            }
        } else {
            found++;
        }
        insert(Float.isNaN(distance) ? Float.POSITIVE_INFINITY : distance, row);
    }

    void takeRoots() {
        for (int i = 0; i < found; i++) {
            distances[i] = (float) Math.sqrt(distances[i]);
        }
    }

    private void insert(float distance, int row) {
        int at = found - 1;
        while (at > 0 && distances[at - 1] > distance) {
            distances[at] = distances[at - 1];
            rows[at] = rows[at - 1];
            at--;
        }
        distances[at] = distance;
        rows[at] = row;
    }
}
