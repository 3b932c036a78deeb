package org.tinylcm.math.drift;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.tinylcm.math.stat.Quantiles;

/**
 * Threshold for the divergence of a sliding window of labels from reference frequencies, for a wished average run
 * length. By seeded simulation, since windows overlap: many blocks of frames, for each block other true frequencies,
 * drawn as the bootstrap does from the reference (so a small reference gives a larger threshold), and of each block the
 * largest divergence. Exceedances are rare and far apart, so a block of b frames stays below the threshold with
 * {@code exp(-b / arl)} (D. Aldous, Probability Approximations via the Poisson Clumping Heuristic, 1989). Beyond what
 * the blocks show, the tail of their maxima is taken as exponential. It is never less than what one strange label in an
 * otherwise usual window makes: one label alone is no drift.
 */
final class LabelThreshold {
    /** To be raised with any change of what is found: saved thresholds of another number are found anew. */
    static final int METHOD = 1;
    private static final int BLOCKS = 400;
    private static final int WINDOWS_PER_BLOCK = 10;
    private static final double TAIL = 0.2;
    /** Asked for in excess: blocks are finite, and small windows were measured to fall short by a tenth without. */
    private static final double MARGIN = 1.5;
    private static final long SEED = 0x1ABE_15EE_DL;

    private LabelThreshold() {
    }

    /**
     * @param frequencies reference, summing to 1, none 0
     * @param samples labels that the reference was made of
     * @param terms what so many of a label in the window add to the divergence
     */
    static double of(double[] frequencies, int samples, double[][] terms, int window, double arl) {
        var block = (int) Math.max(1, Math.min(WINDOWS_PER_BLOCK * window, arl));
        var random = new SplittableRandom(SEED);
        var maxima = new double[BLOCKS];
        var labels = new int[samples];
        var ring = new int[window];
        var counts = new int[frequencies.length];
        var cumulative = frequencies.clone();
        Arrays.parallelPrefix(cumulative, Double::sum);
        for (int i = 0; i < BLOCKS; i++) {
            for (int j = 0; j < samples; j++) {
                labels[j] = draw(cumulative, random.nextDouble());
            }
            maxima[i] = largest(labels, ring, counts, terms, block, random);
        }
        Arrays.sort(maxima);
        return Math.max(upper(maxima, -Math.expm1(-block / (MARGIN * arl))), oneStrange(frequencies, terms, window));
    }

    /** Divergence of a window as near to the reference as can be, but for one label that is "any other". */
    private static double oneStrange(double[] frequencies, double[][] terms, int window) {
        var counts = new int[frequencies.length];
        counts[counts.length - 1] = 1;
        for (int placed = 1; placed < window; placed++) {
            int most = 0;
            for (int i = 1; i < counts.length; i++) {
                if (frequencies[i] * window - counts[i] > frequencies[most] * window - counts[most]) {
                    most = i;
                }
            }
            counts[most]++;
        }
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += terms[i][counts[i]];
        }
        return sum;
    }

    private static double largest(int[] labels, int[] ring, int[] counts, double[][] terms, int block,
            SplittableRandom random) {
        Arrays.fill(counts, 0);
        for (int i = 0; i < ring.length; i++) {
            ring[i] = labels[random.nextInt(labels.length)];
            counts[ring[i]]++;
        }
        double divergence = 0;
        for (int i = 0; i < counts.length; i++) {
            divergence += terms[i][counts[i]];
        }
        var largest = divergence;
        for (int i = 0; i < block; i++) {
            var at = i % ring.length;
            divergence += move(terms[ring[at]], counts[ring[at]], -1);
            counts[ring[at]]--;
            ring[at] = labels[random.nextInt(labels.length)];
            divergence += move(terms[ring[at]], counts[ring[at]], 1);
            counts[ring[at]]++;
            largest = Math.max(largest, divergence);
        }
        return largest;
    }

    private static double move(double[] terms, int count, int by) {
        return terms[count + by] - terms[count];
    }

    private static int draw(double[] cumulative, double u) {
        var found = Arrays.binarySearch(cumulative, u);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
    }

    /** Value that a block's maximum exceeds with the given chance. */
    private static double upper(double[] maxima, double chance) {
        if (chance >= TAIL) {
            return Quantiles.of(maxima, 1 - chance);
        }
        var start = Quantiles.of(maxima, 1 - TAIL);
        double excess = 0;
        int count = 0;
        for (var maximum : maxima) {
            if (maximum > start) {
                excess += maximum - start;
                count++;
            }
        }
        return count == 0 ? start : start + excess / count * Math.log(count / (double) maxima.length / chance);
    }
}
