package org.tinylcm.classify;

/**
 * The result of one neighbour search. A mutable holder that the caller makes once and reuses for every frame, so that
 * classifying allocates nothing. Belongs to one thread at a time.
 */
public final class Classification {
    /** The answer when a sample is like nothing known; also the label of a classifier without any prototype. */
    public static final String UNKNOWN = "unknown";

    private final String[] labels;
    private final float[] distances;
    private final int[] prototypes;
    private int count;
    private String label = UNKNOWN;
    private double confidence;
    private double novelty;
    private double familiarity;
    private boolean unknown = true;

    /** @param capacity largest number of neighbours that it can hold, at least 1 */
    public Classification(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, not " + capacity);
        }
        labels = new String[capacity];
        distances = new float[capacity];
        prototypes = new int[capacity];
    }

    public int capacity() {
        return labels.length;
    }

    /** The winning label, {@link #UNKNOWN} if there is no prototype. */
    public String label() {
        return label;
    }

    /** True if the sample is farther from everything known than a known one may be: {@link #label} is a guess then. */
    public boolean unknown() {
        return unknown;
    }

    /** What to tell: {@link #label}, or {@link #UNKNOWN}. */
    public String answer() {
        return unknown ? UNKNOWN : label;
    }

    /**
     * How sure the classifier is of {@link #label}, 0..1. Falls with the distance to everything known. Calibrated: of
     * known samples with confidence c the share c is labelled rightly, as far as the pack was calibrated.
     */
    public double confidence() {
        return confidence;
    }

    /** Mean distance to the neighbours, in the metric's unit; the larger, the stranger. 0 if there are none. */
    public double novelty() {
        return novelty;
    }

    /** Share of held-out known samples that were at least as novel as this one, 0..1; near 0 means never seen. */
    public double familiarity() {
        return familiarity;
    }

    /** Number of neighbours found, at most {@link #capacity}. */
    public int count() {
        return count;
    }

    /** Label of the neighbour at {@code rank}, nearest first. */
    public String neighbourLabel(int rank) {
        return labels[checked(rank)];
    }

    /** Distance of the neighbour at {@code rank}, nearest first. */
    public float neighbourDistance(int rank) {
        return distances[checked(rank)];
    }

    /** Index of the neighbour at {@code rank} in {@link ClassifierModel#prototypes}. */
    public int neighbourPrototype(int rank) {
        return prototypes[checked(rank)];
    }

    /** Number of neighbours that carry the winning label. */
    public int agreeing() {
        int agreeing = 0;
        for (int i = 0; i < count; i++) {
            if (labels[i].equals(label)) {
                agreeing++;
            }
        }
        return agreeing;
    }

    /** For classifiers: empties the holder. */
    public void clear() {
        count = 0;
        label = UNKNOWN;
        confidence = 0;
        novelty = 0;
        familiarity = 0;
        unknown = true;
    }

    /** For classifiers: appends the next nearest neighbour. */
    public void addNeighbour(String neighbourLabel, float distance, int prototype) {
        if (count == labels.length) {
            throw new IllegalStateException("holds at most " + labels.length + " neighbours");
        }
        labels[count] = neighbourLabel;
        distances[count] = distance;
        prototypes[count] = prototype;
        count++;
    }

    /** For classifiers: states the outcome for a sample that is not unknown. */
    public void decide(String winner, double confidenceInWinner, double noveltyOfSample, double familiarityOfSample) {
        decide(winner, confidenceInWinner, noveltyOfSample, familiarityOfSample, false);
    }

    /** For classifiers: states the outcome. */
    public void decide(String winner, double confidenceInWinner, double noveltyOfSample, double familiarityOfSample,
            boolean likeNothingKnown) {
        label = winner;
        confidence = confidenceInWinner;
        novelty = noveltyOfSample;
        familiarity = familiarityOfSample;
        unknown = likeNothingKnown;
    }

    private int checked(int rank) {
        if (rank < 0 || rank >= count) {
            throw new IndexOutOfBoundsException("neighbour " + rank + " of " + count);
        }
        return rank;
    }
}
