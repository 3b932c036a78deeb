package org.tinylcm.image;

/** The orientation tag (0x0112) of an EXIF block's first directory. A broken block is the same as none. */
final class ExifOrientation {
    private static final int TAG = 0x0112;

    private ExifOrientation() {
    }

    /** Looks into bytes [from, to); answers {@code otherwise} if there is no valid orientation. */
    static int of(byte[] b, int from, int to, int otherwise) {
        int tiff = from + 6;
        if (to - tiff < 8 || b[from] != 'E' || b[from + 1] != 'x' || b[from + 2] != 'i' || b[from + 3] != 'f') {
            return otherwise;
        }
        boolean little = b[tiff] == 'I';
        long directory = tiff + (number(b, tiff + 4, 4, little) & 0xffff_ffffL);
        if (directory + 2 > to) {
            return otherwise;
        }
        int entries = number(b, (int) directory, 2, little);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > to) {
                return otherwise;
            }
            if (number(b, (int) entry, 2, little) == TAG) {
                int value = number(b, (int) entry + 8, 2, little);
                return value >= 1 && value <= 8 ? value : otherwise;
            }
        }
        return otherwise;
    }

    private static int number(byte[] b, int at, int size, boolean little) {
        int value = 0;
        for (int i = 0; i < size; i++) {
            value |= (b[at + i] & 0xff) << 8 * (little ? i : size - 1 - i);
        }
        return value;
    }
}
