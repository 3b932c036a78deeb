package org.tinylcm.model;

/**
 * Standard scaler and projection: y = components · ((x - mean) / scale). Arrays are shared, not copied: nobody may
 * write to them.
 *
 * @param mean per input, length = input dimension
 * @param scale per input, greater than 0, length = input dimension
 * @param components row-major, output dimension × input dimension
 * @param outputDimension number of rows
 */
public record LinearTransform(float[] mean, float[] scale, float[] components, int outputDimension) {

    public LinearTransform {
        if (mean.length == 0 || scale.length != mean.length || outputDimension < 1
                || components.length != (long) mean.length * outputDimension) {
            throw new IllegalArgumentException("scaler " + mean.length + "/" + scale.length + " and projection "
                    + components.length + " = " + outputDimension + " x inputs do not fit together");
        }
    }

    public int inputDimension() {
        return mean.length;
    }
}
