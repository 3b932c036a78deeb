package org.tinylcm.image;

import java.util.Arrays;

/**
 * A decoded picture: 8 bits each of blue, green and red, row by row, as {@code javax.imageio} delivers them.
 * Its decoder uses it again for the next picture.
 */
public final class Pixels {
    /** So that eight bytes may always be read at once. */
    private static final int PADDING = 8;

    private byte[] bgr = new byte[0];
    private int width;
    private int height;
    private int orientation = 1;

    Pixels() {
    }

    /** A picture from packed RGB values (blue in the lowest eight bits), row by row. */
    public static Pixels of(int width, int height, int[] rgb) {
        if (width < 1 || height < 1 || rgb.length != (long) width * height) {
            throw new IllegalArgumentException(width + "x" + height + " pixels are not " + rgb.length);
        }
        var pixels = new Pixels();
        pixels.size(width, height, 1);
        for (int i = 0; i < rgb.length; i++) {
            pixels.set(i, rgb[i] >> 16, rgb[i] >> 8, rgb[i]);
        }
        return pixels;
    }

    /** Pixels per row as stored. */
    public int width() {
        return width;
    }

    /** Rows as stored. */
    public int height() {
        return height;
    }

    /** EXIF orientation 1..8 that is to be applied when the picture is used. */
    public int orientation() {
        return orientation;
    }

    /** Packed RGB of a stored pixel, blue in the lowest eight bits. */
    public int rgb(int x, int y) {
        int i = 3 * (y * width + x);
        return (bgr[i + 2] & 0xff) << 16 | (bgr[i + 1] & 0xff) << 8 | bgr[i] & 0xff;
    }

    /** The same pixels, to be turned as {@code orientation} says. */
    public Pixels turned(int exifOrientation) {
        if (exifOrientation < 1 || exifOrientation > 8) {
            throw new IllegalArgumentException("orientation must be 1..8, not " + exifOrientation);
        }
        var turned = new Pixels();
        turned.bgr = bgr;
        turned.width = width;
        turned.height = height;
        turned.orientation = exifOrientation;
        return turned;
    }

    byte[] bgr() {
        return bgr;
    }

    /** Makes room; what was there is lost. */
    void size(int newWidth, int newHeight, int newOrientation) {
        int needed = 3 * newWidth * newHeight + PADDING;
        // A much smaller picture gives the memory of a large one back.
        if (bgr.length < needed || bgr.length > 4L * needed) {
            bgr = new byte[needed];
        }
        width = newWidth;
        height = newHeight;
        orientation = newOrientation;
    }

    void set(int index, int red, int green, int blue) {
        int i = 3 * index;
        bgr[i] = (byte) blue;
        bgr[i + 1] = (byte) green;
        bgr[i + 2] = (byte) red;
    }

    void clear() {
        bgr = Arrays.copyOf(bgr, 0);
        width = 0;
        height = 0;
    }
}
