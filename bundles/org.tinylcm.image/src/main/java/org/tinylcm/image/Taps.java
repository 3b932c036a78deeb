package org.tinylcm.image;

/**
 * Which source pixels make each target pixel along one axis, and how much each counts. Shrinking takes the area
 * average: each source pixel counts by the part of it that the target pixel covers. Enlarging is bilinear with pixel
 * centres at half coordinates; at the edge the last pixel goes on.
 */
final class Taps {
    /** Sum of each pixel's integer weights. */
    static final int ONE = 1 << 16;

    /** First tap of each target pixel; one more entry closes the last. */
    final int[] first;
    /** Source pixel of the first tap; the others follow it. */
    final int[] source;
    /** Weights that sum up to {@link #ONE}. */
    final int[] weight;

    private Taps(int[] first, int[] source, int[] weight) {
        this.first = first;
        this.source = source;
        this.weight = weight;
    }

    /**
     * Target pixels 0..count-1 cover the source from {@code start} on, {@code length} pixels long.
     *
     * @param size number of source pixels
     */
    static Taps of(int size, double start, double length, int count) {
        double step = length / count;
        var first = new int[count + 1];
        var source = new int[count];
        var weights = new double[count * ((int) Math.ceil(Math.max(step, 1)) + 2)];
        int n = 0;
        for (int i = 0; i < count; i++) {
            first[i] = n;
            double from = start + i * step;
            double to = from + step;
            if (step <= 1) {
                double centre = Math.min(Math.max((from + to) / 2 - 0.5, 0), size - 1.0);
                source[i] = (int) centre;
                double rest = centre - source[i];
                weights[n++] = 1 - rest;
                if (source[i] + 1 < size) {
                    weights[n++] = rest;
                }
                continue;
            }
            source[i] = Math.max(0, Math.min(size - 1, (int) Math.floor(from + 1e-9)));
            int last = Math.max(source[i], Math.min(size, (int) Math.ceil(to - 1e-9)) - 1);
            for (int s = source[i]; s <= last; s++) {
                weights[n++] = Math.max(0, Math.min(to, s + 1.0) - Math.max(from, s));
            }
        }
        first[count] = n;
        return new Taps(first, source, integers(first, weights));
    }

    int count() {
        return source.length;
    }

    /** Carries the rounding error from tap to tap, so that the sum is exact. */
    private static int[] integers(int[] first, double[] weights) {
        var integers = new int[first[first.length - 1]];
        for (int i = 0; i + 1 < first.length; i++) {
            double total = 0;
            for (int t = first[i]; t < first[i + 1]; t++) {
                total += weights[t];
            }
            double sum = 0;
            int given = 0;
            for (int t = first[i]; t < first[i + 1]; t++) {
                sum += weights[t] / total;
                int upTo = (int) Math.round(sum * ONE);
                integers[t] = upTo - given;
                given = upTo;
            }
        }
        return integers;
    }
}
