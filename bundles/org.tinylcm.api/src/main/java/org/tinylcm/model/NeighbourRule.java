package org.tinylcm.model;

import java.util.Objects;

/**
 * @param k neighbours that decide, 1..50
 * @param metric distance
 * @param weighted true if a neighbour's vote is divided by its distance
 */
public record NeighbourRule(int k, Metric metric, boolean weighted) {

    public NeighbourRule {
        Objects.requireNonNull(metric, "metric");
        if (k < 1 || k > 50) {
            throw new IllegalArgumentException("k must be 1..50, not " + k);
        }
    }

    /** Distances between feature vectors a and b. */
    public enum Metric {
        /** Square root of Σ (a-b)². */
        EUCLIDEAN,
        /** Σ |a-b|. */
        MANHATTAN,
        /** 1 - a·b / (|a||b|), 0..2; a zero vector is at distance 1 from everything. */
        COSINE
    }
}
