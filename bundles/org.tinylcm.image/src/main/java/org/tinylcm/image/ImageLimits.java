package org.tinylcm.image;

/**
 * What a picture may cost at most, checked before a single pixel is decoded.
 *
 * @param bytes encoded size
 * @param pixels width × height; the decoder needs 3 bytes of memory for each, up to 8 for rare kinds of PNG
 */
public record ImageLimits(int bytes, int pixels) {
    /** 16 MiB and 24 million pixels. */
    public static final ImageLimits DEFAULT = new ImageLimits(16 << 20, 24_000_000);

    public ImageLimits {
        if (bytes < 1 || pixels < 1) {
            throw new IllegalArgumentException("limits must be greater than 0, not " + bytes + " and " + pixels);
        }
    }
}
