package org.tinylcm.image;

/**
 * Affine quantisation of one tensor: value = scale · (q - zeroPoint).
 *
 * @param scale greater than 0
 * @param zeroPoint within the type's range
 * @param signed true for int8, false for uint8
 */
public record Quantisation(float scale, int zeroPoint, boolean signed) {

    public Quantisation {
        if (!(scale > 0) || !Float.isFinite(scale)) {
            throw new IllegalArgumentException("scale must be greater than 0, not " + scale);
        }
        if (zeroPoint < (signed ? -128 : 0) || zeroPoint > (signed ? 127 : 255)) {
            throw new IllegalArgumentException("zero point " + zeroPoint + " is not of the type");
        }
    }

    /** Smallest number of the type. */
    public int lowest() {
        return signed ? -128 : 0;
    }

    /** The nearest number, halves up, within the type's range. */
    public int quantise(float value) {
        double q = Math.floor(value / scale + 0.5) + zeroPoint;
        return (int) Math.max(lowest(), Math.min(lowest() + 255, q));
    }

    /** @param stored the byte that holds the number */
    public float dequantise(byte stored) {
        return scale * ((signed ? stored : stored & 0xff) - zeroPoint);
    }
}
