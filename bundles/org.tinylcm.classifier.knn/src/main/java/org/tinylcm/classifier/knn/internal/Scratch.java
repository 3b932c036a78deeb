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

    /**
     * Takes the nearer ones of the chunk's first {@code size} rows. Chunks must come in rising order of rows: an equal
     * one that came first stays in front.
     *
     * @param from row of the chunk's first distance
     */
    void offerChunk(int from, int size) {
        int i = 0;
        for (; i < size && found < wanted; i++) {
            found++;
            insert(Float.isNaN(chunk[i]) ? Float.POSITIVE_INFINITY : chunk[i], from + i);
        }
        // Nearly all the others are too far: one comparison each, with a bound that stays in a register. NaN is not
        // less than anything.
        float bound = wanted == 0 ? Float.NEGATIVE_INFINITY : distances[wanted - 1];
        for (; i < size; i++) {
            if (chunk[i] < bound) {
                insert(chunk[i], from + i);
                bound = distances[wanted - 1];
            }
        }
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
