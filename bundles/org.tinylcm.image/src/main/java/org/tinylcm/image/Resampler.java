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
    private final float[] acrossWeight;
    private final int left;
    private final int right;

    Resampler(int width, Taps across, Taps down) {
        this.across = across;
        this.down = down;
        this.line = new float[3 * width + 8];
        int last = across.count() - 1;
        this.left = across.source[0];
        this.right = across.source[last] + across.first[last + 1] - across.first[last];
        this.acrossWeight = new float[across.weight.length];
        for (int i = 0; i < acrossWeight.length; i++) {
            // Also undoes the integer weights of the way down.
            acrossWeight[i] = across.weight[i] * UNIT * UNIT;
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
        for (int x = 0, o = 0; x < across.source.length; x++, o += 3) {
            int s = 3 * across.source[x];
            float blue = 0;
            float green = 0;
            float red = 0;
            for (int t = across.first[x], end = across.first[x + 1]; t < end; t++, s += 3) {
                float w = acrossWeight[t];
                blue += w * line[s];
                green += w * line[s + 1];
                red += w * line[s + 2];
            }
            rgb[o] = red;
            rgb[o + 1] = green;
            rgb[o + 2] = blue;
        }
    }

    /** Weighted sum of the source rows. Lanes cannot run over, because the weights sum up to 65536. */
    private void down(byte[] bgr, int stride, int y) {
        int from = down.first[y];
        int to = down.first[y + 1];
        int start = down.source[y] * stride;
        int end = 3 * right;
        for (int i = 3 * left; i < end; i += 8) {
            long a = 0;
            long b = 0;
            long c = 0;
            long d = 0;
            int at = start + i;
            for (int t = from; t < to; t++, at += stride) {
                long eight = (long) LONG.get(bgr, at);
                long w = down.weight[t];
                a += (eight & PAIR) * w;
                b += (eight >>> 8 & PAIR) * w;
                c += (eight >>> 16 & PAIR) * w;
                d += (eight >>> 24 & PAIR) * w;
            }
            line[i] = (int) a;
            line[i + 1] = (int) b;
            line[i + 2] = (int) c;
            line[i + 3] = (int) d;
            line[i + 4] = (int) (a >>> 32);
            line[i + 5] = (int) (b >>> 32);
            line[i + 6] = (int) (c >>> 32);
            line[i + 7] = (int) (d >>> 32);
        }
    }
}
