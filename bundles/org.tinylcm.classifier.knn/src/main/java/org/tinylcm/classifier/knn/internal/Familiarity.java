package org.tinylcm.classifier.knn.internal;

import java.util.Arrays;

/**
 * How usual a novelty is, judged by the novelty of known samples that the classifier never saw. Immutable.
 *
 * <p><b>Familiarity</b> is the conformal p-value (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random
 * World", 2005): p = (number of the n known novelties that are at least as large + 1) / (n + 1). For a known sample
 * P(p &lt;= e) &lt;= e, whatever the distribution.
 *
 * <p><b>Trust</b> scales the confidence: min(1, p' / {@value #USUAL}). Inside the range of the known novelties p' = p,
 * so for the most usual 95 % of known samples trust is 1. Beyond the largest one, M, p alone would stop at 1/(n+1);
 * there the tail is continued as an exponential one, p' = exp(-(x - M) / m) / (n + 1), where m is the mean excess of
 * the upper tenth over its lower end (peaks over threshold with shape 0; Pickands 1975). So trust falls to 0 with
 * distance even if n is small.
 */
final class Familiarity {
    /** Known samples rarer than this begin to lose confidence. */
    static final double USUAL = 0.05;

    private final float[] sorted;
    private final double largest;
    private final double excess;

    /** @param known novelty of held-out known samples, any order; empty if not known: everything is familiar then */
    Familiarity(float[] known) {
        sorted = known.clone();
        Arrays.sort(sorted);
        if (sorted.length > 0 && !Float.isFinite(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("novelty of a known sample is not finite");
        }
        largest = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
        excess = meanExcess(sorted);
    }

    double of(double novelty) {
        return sorted.length == 0 ? 1 : (sorted.length - below((float) novelty) + 1.0) / (sorted.length + 1.0);
    }

    /** Factor of the confidence for a sample of this novelty and familiarity, 0..1. */
    double trust(double novelty, double familiarity) {
        return Math.min(1, chance(novelty, familiarity) / USUAL);
    }

    /** Chance that a known sample is at least as novel: the familiarity, with the tail continued. */
    double chance(double novelty, double familiarity) {
        if (sorted.length == 0 || !(novelty > largest)) {
            return familiarity;
        }
        return excess > 0 ? familiarity * Math.exp(-(novelty - largest) / excess) : 0;
    }

    /** Number of known novelties that are smaller. */
    private int below(float novelty) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < novelty) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** With few samples the upper tenth is one value and says nothing of a tail: a tenth of it is the scale then. */
    private static double meanExcess(float[] sorted) {
        int from = (int) (sorted.length * 0.9);
        double sum = 0;
        for (int i = from; i < sorted.length; i++) {
            sum += sorted[i] - sorted[from];
        }
        double largest = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
        return sum > 0 ? sum / (sorted.length - from) : largest / 10;
    }
}
