package org.tinylcm.image;

import org.tinylcm.input.BadInputException;

/**
 * What a picture's own header says, read without decoding it.
 *
 * @param type told by the first bytes, never by a file name
 * @param width pixels as stored, before {@code orientation} is applied
 * @param height pixels as stored, before {@code orientation} is applied
 * @param orientation EXIF orientation 1..8; 1 where the file says nothing
 */
public record ImageHeader(Type type, int width, int height, int orientation) {

    /** The kinds that are understood; the name is the one that {@code javax.imageio} knows. */
    public enum Type {
        JPEG, PNG, BMP, GIF
    }

    /**
     * Reads the header and the structure around the pixel data.
     *
     * @param origin what to call the picture in an error
     * @throws BadInputException wrong type, too large, truncated or damaged
     */
    public static ImageHeader read(byte[] bytes, ImageLimits limits, String origin) {
        return Container.open(bytes, limits, origin).header();
    }

    /** True if the first bytes are those of a type that is understood; says nothing about the rest. */
    public static boolean looksLikeImage(byte[] bytes) {
        return sniff(bytes) != null;
    }

    static Type sniff(byte[] b) {
        if (starts(b, 0xff, 0xd8, 0xff)) {
            return Type.JPEG;
        }
        if (starts(b, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Type.PNG;
        }
        if (starts(b, 'G', 'I', 'F', '8', '7', 'a') || starts(b, 'G', 'I', 'F', '8', '9', 'a')) {
            return Type.GIF;
        }
        return starts(b, 'B', 'M') ? Type.BMP : null;
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
