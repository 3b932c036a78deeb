package org.tinylcm.sample;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** A grey picture of {@link #SIZE} × {@link #SIZE} with values 0..255, and what can happen to it on the way. */
final class Picture {
    static final int SIZE = 112;

    private final float[] values;

    private Picture(float[] values) {
        this.values = values;
    }

    /** Enlarges a small picture bilinearly. */
    static Picture enlarge(byte[] pixels, int width, int height) {
        var values = new float[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            float sy = clamp((y + 0.5f) * height / SIZE - 0.5f, height - 1);
            int y0 = (int) sy;
            int y1 = Math.min(y0 + 1, height - 1);
            for (int x = 0; x < SIZE; x++) {
                float sx = clamp((x + 0.5f) * width / SIZE - 0.5f, width - 1);
                int x0 = (int) sx;
                int x1 = Math.min(x0 + 1, width - 1);
                float top = mix(grey(pixels, y0 * width + x0), grey(pixels, y0 * width + x1), sx - x0);
                float bottom = mix(grey(pixels, y1 * width + x0), grey(pixels, y1 * width + x1), sx - x0);
                values[y * SIZE + x] = mix(top, bottom, sy - y0);
            }
        }
        return new Picture(values);
    }

    /** Light: every value times a factor. */
    Picture light(double factor) {
        var changed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = (float) (values[i] * factor);
        }
        return new Picture(changed);
    }

    /** Focus: the mean over a square of 2 × radius + 1 pixels, twice, which is close to a Gaussian. */
    Picture blur(int radius) {
        return radius == 0 ? this : new Picture(boxes(boxes(values, radius), radius));
    }

    /** Sensor noise: Gaussian, standard deviation in grey values. */
    Picture noise(double deviation, SplittableRandom random) {
        var changed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = (float) (values[i] + deviation * random.nextGaussian());
        }
        return new Picture(changed);
    }

    BufferedImage image() {
        var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        var raster = image.getRaster();
        for (int i = 0; i < values.length; i++) {
            raster.setSample(i % SIZE, i / SIZE, 0, Math.max(0, Math.min(255, Math.round(values[i]))));
        }
        return image;
    }

    private static float[] boxes(float[] from, int radius) {
        return columns(rows(from, radius), radius);
    }

    private static float[] rows(float[] from, int radius) {
        var to = new float[from.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                float sum = 0;
                for (int d = -radius; d <= radius; d++) {
                    sum += from[y * SIZE + (int) clamp(x + d, SIZE - 1)];
                }
                to[y * SIZE + x] = sum / (2 * radius + 1);
            }
        }
        return to;
    }

    private static float[] columns(float[] from, int radius) {
        var to = new float[from.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                float sum = 0;
                for (int d = -radius; d <= radius; d++) {
                    sum += from[(int) clamp(y + d, SIZE - 1) * SIZE + x];
                }
                to[y * SIZE + x] = sum / (2 * radius + 1);
            }
        }
        return to;
    }

    private static float grey(byte[] pixels, int index) {
        return pixels[index] & 0xff;
    }

    private static float mix(float a, float b, float share) {
        return a + (b - a) * share;
    }

    private static float clamp(float value, int largest) {
        return Math.max(0, Math.min(largest, value));
    }
}
