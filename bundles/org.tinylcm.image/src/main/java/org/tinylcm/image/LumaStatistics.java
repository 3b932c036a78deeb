package org.tinylcm.image;

import org.tinylcm.feature.InputStatistic;

/**
 * Takes the {@link InputStatistic}s of a picture, row by row. None of them depends on how the picture is turned, so
 * rows may come in any orientation. Allocates nothing.
 */
final class LumaStatistics {
    private float[] above;
    private float[] here;
    private float[] below;
    private int columns;
    private int rows;
    /** All luma is taken relative to that of the first pixel, so that an even picture has no contrast at all. */
    private float origin;
    private double sum;
    private double squares;
    private double laplacian;

    /** @param most pixels in a row */
    LumaStatistics(int most) {
        above = new float[most];
        here = new float[most];
        below = new float[most];
    }

    void start(int newColumns) {
        columns = newColumns;
        rows = 0;
        sum = 0;
        squares = 0;
        laplacian = 0;
    }

    /** @param rgb red, green and blue in 0..255 */
    void row(float[] rgb) {
        var oldest = above;
        above = here;
        here = below;
        below = oldest;
        if (rows++ == 0) {
            origin = 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
        }
        luma(rgb, below);
        if (rows >= 3) {
            laplacian += laplacian(above, here, below);
        }
    }

    /** Two sums at once: a single one would wait for each addition. */
    private void luma(float[] rgb, float[] to) {
        float sum0 = 0;
        float sum1 = 0;
        float squares0 = 0;
        float squares1 = 0;
        int x = 0;
        for (int i = 0; x + 1 < columns; x += 2, i += 6) {
            float l0 = 0.299f * rgb[i] + 0.587f * rgb[i + 1] + 0.114f * rgb[i + 2] - origin;
            float l1 = 0.299f * rgb[i + 3] + 0.587f * rgb[i + 4] + 0.114f * rgb[i + 5] - origin;
            to[x] = l0;
            to[x + 1] = l1;
            sum0 += l0;
            sum1 += l1;
            squares0 += l0 * l0;
            squares1 += l1 * l1;
        }
        if (x < columns) {
            float last = 0.299f * rgb[3 * x] + 0.587f * rgb[3 * x + 1] + 0.114f * rgb[3 * x + 2] - origin;
            to[x] = last;
            sum0 += last;
            squares0 += last * last;
        }
        sum += sum0 + sum1;
        squares += squares0 + squares1;
    }

    private double laplacian(float[] a, float[] b, float[] c) {
        float sum0 = 0;
        float sum1 = 0;
        int x = 1;
        for (; x + 2 < columns; x += 2) {
            sum0 += Math.abs(4 * b[x] - b[x - 1] - b[x + 1] - a[x] - c[x]);
            sum1 += Math.abs(4 * b[x + 1] - b[x] - b[x + 2] - a[x + 1] - c[x + 1]);
        }
        if (x + 1 < columns) {
            sum0 += Math.abs(4 * b[x] - b[x - 1] - b[x + 1] - a[x] - c[x]);
        }
        return sum0 + sum1;
    }

    /** @param into by ordinal */
    void into(float[] into) {
        double pixels = (double) rows * columns;
        double inner = Math.max(1, (rows - 2.0) * (columns - 2));
        double mean = sum / pixels;
        into[InputStatistic.BRIGHTNESS.ordinal()] = (float) (origin + mean);
        into[InputStatistic.CONTRAST.ordinal()] = (float) Math.sqrt(Math.max(0, squares / pixels - mean * mean));
        into[InputStatistic.SHARPNESS.ordinal()] = (float) StrictMath.log1p(laplacian / inner);
    }
}
