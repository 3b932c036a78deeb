package org.tinylcm.image;

import java.util.Arrays;
import org.tinylcm.model.ImageInput;

/**
 * Picture to tensor, in the order height, width, channel (red, green, blue): fits and resizes the picture, takes
 * value = (pixel - mean) / scale, and writes that as float32, float16 or quantised. Bars of a letterbox have value 0.
 *
 * <p>For one thread at a time. Allocates only when the size of the picture changes.
 */
public final class TensorWriter {
    private final ImageInput input;
    private final float[] row;
    private final LumaStatistics statistics;
    private FitPlan plan;

    public TensorWriter(ImageInput input) {
        this.input = input;
        int longest = Math.max(input.width(), input.height());
        this.row = new float[3 * longest];
        this.statistics = new LumaStatistics(longest);
    }

    /** Number of values written: height × width × 3. */
    public int length() {
        return 3 * input.width() * input.height();
    }

    /** Writes float32 values. */
    public void write(Pixels pixels, float[] values) {
        prepare(pixels, values.length);
        if (input.fit() == ImageInput.Fit.LETTERBOX) {
            Arrays.fill(values, 0, length(), 0);
        }
        float factor = 1 / input.scale();
        float offset = -input.mean() / input.scale();
        for (int y = 0; y < plan.resampler.rows(); y++) {
            resample(pixels, y);
            int at = 3 * (plan.origin + y * plan.stepY);
            for (int i = 0, end = 3 * plan.resampler.columns(); i < end; i += 3, at += 3 * plan.stepX) {
                values[at] = row[i] * factor + offset;
                values[at + 1] = row[i + 1] * factor + offset;
                values[at + 2] = row[i + 2] * factor + offset;
            }
        }
    }

    /** Writes float16 values. */
    public void write(Pixels pixels, short[] values) {
        prepare(pixels, values.length);
        if (input.fit() == ImageInput.Fit.LETTERBOX) {
            Arrays.fill(values, 0, length(), (short) 0);
        }
        float factor = 1 / input.scale();
        float offset = -input.mean() / input.scale();
        for (int y = 0; y < plan.resampler.rows(); y++) {
            resample(pixels, y);
            int at = 3 * (plan.origin + y * plan.stepY);
            for (int i = 0, end = 3 * plan.resampler.columns(); i < end; i += 3, at += 3 * plan.stepX) {
                values[at] = Half.fromFloat(row[i] * factor + offset);
                values[at + 1] = Half.fromFloat(row[i + 1] * factor + offset);
                values[at + 2] = Half.fromFloat(row[i + 2] * factor + offset);
            }
        }
    }

    /** Writes quantised values; the bytes hold uint8 or int8 as {@code quantisation} says. */
    public void write(Pixels pixels, byte[] values, Quantisation quantisation) {
        prepare(pixels, values.length);
        if (input.fit() == ImageInput.Fit.LETTERBOX) {
            Arrays.fill(values, 0, length(), (byte) quantisation.quantise(0));
        }
        float factor = 1 / (input.scale() * quantisation.scale());
        // Halves up, like the runtime's own quantiser; the values are made positive so that the cast rounds down.
        float offset = -input.mean() * factor + quantisation.zeroPoint() - quantisation.lowest() + 0.5f;
        int lowest = quantisation.lowest();
        for (int y = 0; y < plan.resampler.rows(); y++) {
            resample(pixels, y);
            int at = 3 * (plan.origin + y * plan.stepY);
            for (int i = 0, end = 3 * plan.resampler.columns(); i < end; i += 3, at += 3 * plan.stepX) {
                values[at] = step(row[i] * factor + offset, lowest);
                values[at + 1] = step(row[i + 1] * factor + offset, lowest);
                values[at + 2] = step(row[i + 2] * factor + offset, lowest);
            }
        }
    }

    /**
     * What the latest picture was like: as it was fitted and resized, without bars.
     *
     * @param into receives a value per {@link org.tinylcm.feature.InputStatistic}, by ordinal
     * @throws IllegalStateException no picture was written yet
     */
    public void statistics(float[] into) {
        if (plan == null) {
            throw new IllegalStateException("no picture was written yet");
        }
        statistics.into(into);
    }

    private void resample(Pixels pixels, int y) {
        plan.resampler.row(pixels.bgr(), pixels.width(), y, row);
        statistics.row(row);
    }

    private static byte step(float aboveLowest, int lowest) {
        return (byte) (Math.max(0, Math.min(255, (int) aboveLowest)) + lowest);
    }

    private void prepare(Pixels pixels, int room) {
        if (room < length()) {
            throw new IllegalArgumentException("room for " + room + " values, " + length() + " are needed");
        }
        if (plan == null || !plan.fits(pixels)) {
            plan = new FitPlan(pixels, input);
        }
        statistics.start(plan.resampler.columns());
    }
}
