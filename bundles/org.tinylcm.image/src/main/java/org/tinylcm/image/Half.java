package org.tinylcm.image;

/** IEEE 754 binary16 to and from float (the JDK offers this from version 20 on). */
public final class Half {

    private Half() {
    }

    /** Exact for every value, infinities and NaN included. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f80_0000 | fraction << 13);
        }
        if (exponent == 0) {
            // Subnormal: fraction · 2^-24, exact in float.
            float value = fraction * 0x1p-24f;
            return sign == 0 ? value : -value;
        }
        return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
    }

    /** Rounds to the nearest, ties to even; too large becomes infinite. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fff_ffff;
        if (magnitude > 0x7f80_0000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x4780_0000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x3880_0000) {
            // Below 2^-14: adding 0.5 leaves fraction · 2^-24 in the low bits, rounded by the addition itself.
            int shifted = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f);
            return (short) (sign | shifted - 0x3f00_0000);
        }
        int rounded = magnitude + 0xfff + (magnitude >> 13 & 1) - (112 << 23);
        return (short) (sign | rounded >> 13);
    }
}
