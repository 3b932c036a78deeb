package org.tinylcm.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One row of the target at a time: down first, eight bytes at once, then across. Allocates only for a new plan. */
final class Resampler {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Two bytes, each with 32 bits of room: 255 · 65536 is the largest weighted sum. */
    private static final long PAIR = 0x0000_00ff_0000_00ffL;
    private static final float UNIT = 1f / Taps.ONE;

    private final float[] line;
    private final Taps across;
    private final Taps down;
    /** The same number of taps for every pixel, a multiple of four: loops with an end that is easy to foresee. */
    private final int acrossTaps;
    private final float[] acrossWeight;
    private final int left;
    private final int right;

    Resampler(int width, Taps across, Taps down) {
        this.across = across;
        this.down = down;
        int last = across.count() - 1;
        int most = 0;
        for (int x = 0; x <= last; x++) {
            most = Math.max(most, across.first[x + 1] - across.first[x]);
        }
        most = most + 3 & ~3;
        this.acrossTaps = most;
        this.left = across.source[0];
        this.right = across.source[last] + across.first[last + 1] - across.first[last];
        // Taps of weight 0 may lie behind the row's end.
        this.line = new float[3 * (width + most) + 8];
        this.acrossWeight = new float[across.count() * most];
        for (int x = 0; x <= last; x++) {
            for (int t = across.first[x]; t < across.first[x + 1]; t++) {
                // Also undoes the integer weights of the way down.
                acrossWeight[x * most + t - across.first[x]] = across.weight[t] * UNIT * UNIT;
            }
        }
    }

    int rows() {
        return down.count();
    }

    int columns() {
        return across.count();
    }

    /** Writes row y of the target as red, green, blue in 0..255. */
    void row(byte[] bgr, int width, int y, float[] rgb) {
        down(bgr, 3 * width, y);
        float[] weights = acrossWeight;
        float[] from = line;
        int taps = acrossTaps;
        for (int x = 0, o = 0, w = 0; x < across.source.length; x++, o += 3) {
            int s = 3 * across.source[x];
            float blue = 0;
            float green = 0;
            float red = 0;
            for (int end = w + taps; w < end; w += 4, s += 12) {
                float w0 = weights[w];
                float w1 = weights[w + 1];
                float w2 = weights[w + 2];
                float w3 = weights[w + 3];
                blue += w0 * from[s] + w1 * from[s + 3] + (w2 * from[s + 6] + w3 * from[s + 9]);
                green += w0 * from[s + 1] + w1 * from[s + 4] + (w2 * from[s + 7] + w3 * from[s + 10]);
                red += w0 * from[s + 2] + w1 * from[s + 5] + (w2 * from[s + 8] + w3 * from[s + 11]);
            }
            rgb[o] = red;
            rgb[o + 1] = green;
            rgb[o + 2] = blue;
        }
    }

    /** Weighted sum of the source rows, three at a time; where there are fewer, the last weights are 0. */
    private void down(byte[] bgr, int stride, int y) {
        int start = down.source[y] * stride;
        int to = down.first[y + 1];
        for (int t = down.first[y]; t < to; t += 3, start += 3 * stride) {
            boolean second = t + 1 < to;
            boolean third = t + 2 < to;
            threeRows(bgr, start, second ? start + stride : start, third ? start + 2 * stride : start, down.weight[t],
                    second ? down.weight[t + 1] : 0, third ? down.weight[t + 2] : 0, t > down.first[y]);
        }
    }

    /** Lanes cannot run over, because all weights of a pixel sum up to 65536. */
    private void threeRows(byte[] bgr, int row0, int row1, int row2, long w0, long w1, long w2, boolean add) {
        float[] to = line;
        int end = 3 * right;
        for (int i = 3 * left; i < end; i += 8) {
            long p = (long) LONG.get(bgr, row0 + i);
            long q = (long) LONG.get(bgr, row1 + i);
            long r = (long) LONG.get(bgr, row2 + i);
            long a = (p & PAIR) * w0 + (q & PAIR) * w1 + (r & PAIR) * w2;
            long b = (p >>> 8 & PAIR) * w0 + (q >>> 8 & PAIR) * w1 + (r >>> 8 & PAIR) * w2;
            long c = (p >>> 16 & PAIR) * w0 + (q >>> 16 & PAIR) * w1 + (r >>> 16 & PAIR) * w2;
            long d = (p >>> 24 & PAIR) * w0 + (q >>> 24 & PAIR) * w1 + (r >>> 24 & PAIR) * w2;
            if (add) {
                to[i] += (int) a;
                to[i + 1] += (int) b;
                to[i + 2] += (int) c;
                to[i + 3] += (int) d;
                to[i + 4] += (int) (a >>> 32);
                to[i + 5] += (int) (b >>> 32);
                to[i + 6] += (int) (c >>> 32);
                to[i + 7] += (int) (d >>> 32);
            } else {
                to[i] = (int) a;
                to[i + 1] = (int) b;
                to[i + 2] = (int) c;
                to[i + 3] = (int) d;
                to[i + 4] = (int) (a >>> 32);
                to[i + 5] = (int) (b >>> 32);
                to[i + 6] = (int) (c >>> 32);
                to[i + 7] = (int) (d >>> 32);
            }
        }
    }
}
