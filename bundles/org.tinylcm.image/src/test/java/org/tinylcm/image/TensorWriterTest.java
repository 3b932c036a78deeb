package org.tinylcm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.ImageInput.Fit;

class TensorWriterTest {
    @Test
    void shrinkingIsTheAreaAverage() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 40; i++) {
            int width = 8 + random.nextInt(120);
            int height = 8 + random.nextInt(120);
            int tw = 1 + random.nextInt(8);
            int th = 1 + random.nextInt(8);
            var pixels = Pictures.noise(width, height, i);
            var values = write(pixels, new ImageInput(tw, th, Fit.STRETCH, 0, 1));
            for (int y = 0; y < th; y++) {
                for (int x = 0; x < tw; x++) {
                    assertThat(values[3 * (y * tw + x)]).as("%dx%d to %dx%d", width, height, tw, th)
                            .isCloseTo(areaAverageOfRed(pixels, tw, th, x, y), within(0.05f));
                }
            }
        }
    }

    private static float areaAverageOfRed(Pixels pixels, int tw, int th, int x, int y) {
        double sx = (double) pixels.width() / tw;
        double sy = (double) pixels.height() / th;
        double sum = 0;
        for (int v = 0; v < pixels.height(); v++) {
            double b = Math.max(0, Math.min(v + 1, (y + 1) * sy) - Math.max(v, y * sy));
            for (int u = 0; u < pixels.width(); u++) {
                double a = Math.max(0, Math.min(u + 1, (x + 1) * sx) - Math.max(u, x * sx));
                sum += a * b * (pixels.rgb(u, v) >> 16 & 0xff);
            }
        }
        return (float) (sum / sx / sy);
    }

    @Test
    void enlargingIsBilinear() {
        var pixels = Pixels.of(2, 1, new int[] {0x000000, 0x64c8ff});
        var values = write(pixels, new ImageInput(4, 2, Fit.STRETCH, 0, 1));
        assertThat(values).containsExactly(new float[] {0, 0, 0, 25, 50, 63.75f, 75, 150, 191.25f, 100, 200, 255,
            0, 0, 0, 25, 50, 63.75f, 75, 150, 191.25f, 100, 200, 255}, within(0.01f));
    }

    @Test
    void sameSizeChangesNothing() {
        var pixels = Pictures.noise(37, 23, 5);
        var values = write(pixels, new ImageInput(37, 23, Fit.STRETCH, 0, 1));
        for (int i = 0; i < 37 * 23; i++) {
            int rgb = pixels.rgb(i % 37, i / 37);
            assertThat(values[3 * i]).isCloseTo(rgb >> 16, within(0.001f));
            assertThat(values[3 * i + 1]).isCloseTo(rgb >> 8 & 0xff, within(0.001f));
            assertThat(values[3 * i + 2]).isCloseTo(rgb & 0xff, within(0.001f));
        }
    }

    @Test
    void cropTakesTheMiddle() {
        var rgb = new int[8 * 4];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = i % 8 >= 2 && i % 8 < 6 ? 0x0a0a0a : 0xffffff;
        }
        var values = write(Pixels.of(8, 4, rgb), new ImageInput(2, 2, Fit.CROP, 0, 1));
        assertThat(values).containsOnly(new float[] {10}, within(0.001f));
    }

    @Test
    void letterboxKeepsTheShapeAndPutsBarsOfValueZero() {
        var rgb = new int[8 * 4];
        Arrays.fill(rgb, 0xffffff);
        var values = write(Pixels.of(8, 4, rgb), new ImageInput(4, 4, Fit.LETTERBOX, 127.5f, 127.5f));
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(i < 12 || i >= 36 ? 0 : 1, within(0.001f));
        }
        var bytes = new byte[48];
        new TensorWriter(new ImageInput(4, 4, Fit.LETTERBOX, 127.5f, 127.5f))
                .write(Pixels.of(8, 4, rgb), bytes, new Quantisation(1 / 128f, -3, true));
        assertThat(bytes[0]).isEqualTo((byte) -3);
        assertThat(bytes[20]).isEqualTo((byte) 125);
    }

    @Test
    void turnsAsExifSays() {
        for (int orientation = 1; orientation <= 8; orientation++) {
            var stored = Pictures.noise(5, 3, 9).turned(orientation);
            int width = orientation >= 5 ? 3 : 5;
            int height = orientation >= 5 ? 5 : 3;
            for (var fit : Fit.values()) {
                var values = write(stored, new ImageInput(width, height, fit, 0, 1));
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        assertThat(values[3 * (y * width + x)]).as("%d %s", orientation, fit)
                                .isCloseTo(shown(stored, orientation, x, y) >> 16, within(0.001f));
                    }
                }
            }
        }
    }

    /** Pixel (x, y) of what a person should see, by the words of the EXIF standard: where row 0 and column 0 are. */
    private static int shown(Pixels p, int orientation, int x, int y) {
        int w = p.width() - 1;
        int h = p.height() - 1;
        return switch (orientation) {
            case 1 -> p.rgb(x, y);
            case 2 -> p.rgb(w - x, y);
            case 3 -> p.rgb(w - x, h - y);
            case 4 -> p.rgb(x, h - y);
            case 5 -> p.rgb(y, x);
            case 6 -> p.rgb(y, h - x);
            case 7 -> p.rgb(w - y, h - x);
            default -> p.rgb(w - y, x);
        };
    }

    @Test
    void quantisesEachTypeAsDefined() {
        var random = new SplittableRandom(3);
        var pixels = Pictures.noise(50, 40, 3);
        for (int i = 0; i < 50; i++) {
            var input = new ImageInput(11, 9, Fit.STRETCH, random.nextInt(256), 1 + random.nextInt(255));
            boolean signed = random.nextBoolean();
            var quantisation = new Quantisation((float) random.nextDouble(0.001, 0.1),
                    random.nextInt(256) - (signed ? 128 : 0), signed);
            var floats = write(pixels, input);
            var bytes = new byte[floats.length];
            new TensorWriter(input).write(pixels, bytes, quantisation);
            var halves = new short[floats.length];
            new TensorWriter(input).write(pixels, halves);
            for (int v = 0; v < floats.length; v++) {
                int q = signed ? bytes[v] : bytes[v] & 0xff;
                // A value in the middle between two numbers may go either way.
                assertThat(q).isCloseTo(quantisation.quantise(floats[v]), within(1));
                boolean inside = q > quantisation.lowest() && q < quantisation.lowest() + 255;
                if (inside) {
                    assertThat(quantisation.dequantise(bytes[v]))
                            .isCloseTo(floats[v], within(quantisation.scale() * 0.501f));
                }
                assertThat(halves[v]).isEqualTo(Half.fromFloat(floats[v]));
            }
        }
    }

    @Test
    void allocatesNothingForPicturesOfOneSize() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var pixels = Pictures.noise(640, 480, 4);
        var input = new ImageInput(224, 224, Fit.CROP, 0, 255);
        var writer = new TensorWriter(input);
        var bytes = new byte[writer.length()];
        var floats = new float[writer.length()];
        var quantisation = new Quantisation(1 / 255f, 0, false);
        writer.write(pixels, bytes, quantisation);
        writer.write(pixels, floats);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 20; i++) {
            writer.write(pixels, bytes, quantisation);
            writer.write(pixels, floats);
        }
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        // The measuring itself takes a few bytes.
        assertThat(allocated).isLessThan(2048);
    }

    private static float[] write(Pixels pixels, ImageInput input) {
        var writer = new TensorWriter(input);
        var values = new float[writer.length()];
        writer.write(pixels, values);
        return values;
    }
}
