package org.tinylcm.model;

import java.util.Objects;

/**
 * From a picture to the input tensor: value = (pixel - mean) / scale with pixel in 0..255, then quantised as the
 * tensor says.
 *
 * @param width of the tensor, pixels
 * @param height of the tensor, pixels
 * @param fit how a picture of another shape is fitted
 * @param mean subtracted from each of red, green, blue
 * @param scale divisor, greater than 0
 */
public record ImageInput(int width, int height, Fit fit, float mean, float scale) {

    public ImageInput {
        Objects.requireNonNull(fit, "fit");
        if (width < 1 || width > 4096 || height < 1 || height > 4096) {
            throw new IllegalArgumentException("input size must be 1..4096, not " + width + "x" + height);
        }
        if (!Float.isFinite(mean) || !(scale > 0) || !Float.isFinite(scale)) {
            throw new IllegalArgumentException("mean must be finite and scale greater than 0");
        }
    }

    public enum Fit {
        /** The whole picture, stretched. */
        STRETCH,
        /** The largest middle part of the right shape. */
        CROP,
        /** The whole picture with bars of the mean colour. */
        LETTERBOX
    }
}
