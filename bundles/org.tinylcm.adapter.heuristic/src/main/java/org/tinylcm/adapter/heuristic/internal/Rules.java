package org.tinylcm.adapter.heuristic.internal;

/**
 * What a cluster must be to become a class.
 *
 * @param minCluster samples at least
 * @param representatives samples that become prototypes at most
 * @param coherence largest cut of the tree, in units of the cut that finds a known class as one cluster
 * @param separation how many times farther its samples must be from everything known than from each other
 * @param noveltyQuantile share of the known prototypes that must lie nearer to the known than its median sample
 * @param inputFamiliarity the least that the median sample's picture may have; below, the pictures are spoilt
 * @param maxSamples pending samples looked at, newest first
 */
record Rules(int minCluster, int representatives, double coherence, double separation, double noveltyQuantile,
        double inputFamiliarity, int maxSamples) {
    /** As the configuration has it by default. */
    static final Rules DEFAULT = new Rules(12, 15, 1.1, 1.05, 0.8, 0.02, 600);
}
