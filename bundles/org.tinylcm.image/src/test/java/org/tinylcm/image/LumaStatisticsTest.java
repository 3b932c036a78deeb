package org.tinylcm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.ImageInput.Fit;

class LumaStatisticsTest {
    private static final int BRIGHTNESS = InputStatistic.BRIGHTNESS.ordinal();
    private static final int CONTRAST = InputStatistic.CONTRAST.ordinal();
    private static final int SHARPNESS = InputStatistic.SHARPNESS.ordinal();

    @Test
    void areThoseOfThePlainFormulas() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            int width = 3 + random.nextInt(40);
            int height = 3 + random.nextInt(40);
            var pixels = Pictures.noise(width, height, i);
            var luma = new double[height][width];
            for (int p = 0; p < width * height; p++) {
                int rgb = pixels.rgb(p % width, p / width);
                luma[p / width][p % width] = 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff)
                        + 0.114 * (rgb & 0xff);
            }
            var all = Arrays.stream(luma).flatMapToDouble(Arrays::stream).toArray();
            double mean = Arrays.stream(all).average().orElseThrow();
            double variance = Arrays.stream(all).map(l -> (l - mean) * (l - mean)).average().orElseThrow();
            double edges = 0;
            for (int y = 1; y + 1 < height; y++) {
                for (int x = 1; x + 1 < width; x++) {
                    edges += Math.abs(4 * luma[y][x] - luma[y - 1][x] - luma[y + 1][x] - luma[y][x - 1]
                            - luma[y][x + 1]);
                }
            }
            var found = statistics(pixels, new ImageInput(width, height, Fit.STRETCH, 127, 128));
            assertThat(found[BRIGHTNESS]).isCloseTo((float) mean, within(0.01f));
            assertThat(found[CONTRAST]).isCloseTo((float) Math.sqrt(variance), within(0.01f));
            assertThat(found[SHARPNESS]).isCloseTo((float) Math.log1p(edges / (width - 2) / (height - 2)),
                    within(0.001f));
        }
    }

    @Test
    void neitherTheNetworksScaleNorTheTensorsTypeMatters() {
        var pixels = Pictures.noise(64, 48, 3);
        var expected = statistics(pixels, new ImageInput(16, 16, Fit.STRETCH, 0, 1));
        var input = new ImageInput(16, 16, Fit.STRETCH, 127.5f, 127.5f);
        var writer = new TensorWriter(input);
        var found = new float[3];
        writer.write(pixels, new byte[writer.length()], new Quantisation(0.1f, 3, true));
        writer.statistics(found);
        assertThat(found).isEqualTo(expected);
        writer.write(pixels, new short[writer.length()]);
        writer.statistics(found);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aTurnedPictureIsTheSamePicture() {
        var pixels = Pictures.noise(30, 30, 4);
        var input = new ImageInput(30, 30, Fit.STRETCH, 0, 1);
        var expected = statistics(pixels, input);
        for (int orientation = 1; orientation <= 8; orientation++) {
            assertThat(statistics(pixels.turned(orientation), input)).containsExactly(expected, within(0.001f));
        }
    }

    @Test
    void barsOfALetterboxAreNoPartOfThePicture() {
        var flat = picture(40, 10, i -> 200);
        var found = statistics(flat, new ImageInput(40, 40, Fit.LETTERBOX, 0, 1));
        assertThat(found).containsExactly(new float[] {200, 0, 0}, within(0.01f));
    }

    @Test
    void darknessBlurAndNoiseShow() {
        IntUnaryOperator edge = i -> i % 32 < 16 ? 40 : 200;
        var random = new SplittableRandom(5);
        var input = new ImageInput(32, 32, Fit.STRETCH, 0, 1);
        var plain = statistics(picture(32, 32, edge), input);
        var dark = statistics(picture(32, 32, i -> edge.applyAsInt(i) / 4), input);
        var blurred = statistics(picture(32, 32, i -> 40 + 160 * (i % 32) / 31), input);
        var noisy = statistics(picture(32, 32, i -> edge.applyAsInt(i) + random.nextInt(-30, 31)), input);
        assertThat(dark[BRIGHTNESS]).isLessThan(plain[BRIGHTNESS] / 3);
        assertThat(dark[CONTRAST]).isLessThan(plain[CONTRAST] / 3);
        assertThat(blurred[SHARPNESS]).isLessThan(plain[SHARPNESS] - 1);
        assertThat(noisy[SHARPNESS]).isGreaterThan(plain[SHARPNESS] + 1);
    }

    @Test
    void needAPictureFirst() {
        var writer = new TensorWriter(new ImageInput(8, 8, Fit.STRETCH, 0, 1));
        assertThatIllegalStateException().isThrownBy(() -> writer.statistics(new float[3]));
    }

    @Test
    void thinPicturesHaveNoEdges() {
        assertThat(statistics(picture(1, 1, i -> 90), new ImageInput(1, 1, Fit.STRETCH, 0, 1)))
                .containsExactly(new float[] {90, 0, 0}, within(0.01f));
    }

    private static Pixels picture(int width, int height, IntUnaryOperator grey) {
        var rgb = new int[width * height];
        Arrays.setAll(rgb, i -> 0x10101 * grey.applyAsInt(i));
        return Pixels.of(width, height, rgb);
    }

    private static float[] statistics(Pixels pixels, ImageInput input) {
        var writer = new TensorWriter(input);
        writer.write(pixels, new float[writer.length()]);
        var found = new float[InputStatistic.values().length];
        writer.statistics(found);
        return found;
    }
}
