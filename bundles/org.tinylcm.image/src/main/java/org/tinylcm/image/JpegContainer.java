package org.tinylcm.image;

/**
 * JPEG markers (ITU-T T.81, annex B). Keeps everything but APPn and comments; of these only JFIF (APP0) and Adobe
 * (APP14), which say how colours are coded. The EXIF orientation is taken from APP1.
 */
final class JpegContainer {
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;
    /** Progressive pictures have about ten; each costs a pass over all pixels. */
    private static final int MAX_SCANS = 64;

    private final ByteCursor in;
    private final byte[] plain;
    private int length;
    private int width;
    private int height;
    private int scans;
    private int orientation = 1;

    private JpegContainer(ByteCursor in) {
        this.in = in;
        this.plain = new byte[in.bytes.length];
    }

    static Container open(ByteCursor in) {
        return new JpegContainer(in).walk();
    }

    private Container walk() {
        keep(0, 2);
        in.seek(2);
        int marker;
        while ((marker = nextMarker()) != EOI) {
            segment(marker);
            if (marker == SOS) {
                entropyCoded();
            }
        }
        if (width == 0 || scans == 0) {
            throw in.bad("end marker", "there is no picture before it");
        }
        plain[length++] = (byte) 0xff;
        plain[length++] = (byte) EOI;
        return new Container(new ImageHeader(ImageHeader.Type.JPEG, width, height, orientation), plain, length);
    }

    private int nextMarker() {
        int start = in.position();
        if (in.u8() != 0xff) {
            throw in.bad("byte " + start, "a JPEG marker was expected");
        }
        int marker;
        do {
            marker = in.u8();
        } while (marker == 0xff);
        return marker;
    }

    private void segment(int marker) {
        int start = in.position();
        if (marker == 0 || marker >= 0xd0 && marker <= SOI || marker == 0x01) {
            throw in.bad("byte " + start, "no JPEG segment may start here");
        }
        int size = in.u16Big();
        if (size < 2 || size - 2 > in.left()) {
            throw in.truncated();
        }
        if (marker >= SOF0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
            frame(marker);
        } else if (marker == SOS && (++scans > MAX_SCANS || width == 0)) {
            throw in.bad("scan " + scans, width == 0 ? "comes before the frame header"
                    : "at most " + MAX_SCANS + " scans are accepted");
        } else if (marker == APP1) {
            orientation = ExifOrientation.of(in.bytes, start + 2, start + size, orientation);
        }
        boolean needed = marker < APP0 || marker > APP15 && marker != COM || marker == APP0 || marker == APP14;
        if (needed) {
            plain[length++] = (byte) 0xff;
            plain[length++] = (byte) marker;
            keep(start, size);
        }
        in.seek(start + size);
    }

    private void frame(int marker) {
        if (width != 0) {
            throw in.bad("frame header", "there is more than one");
        }
        if (marker > SOF2) {
            throw in.bad("frame header", "only baseline and progressive Huffman coding is supported");
        }
        int precision = in.u8();
        int rows = in.u16Big();
        int columns = in.u16Big();
        int components = in.u8();
        if (precision != 8 || components != 1 && components != 3) {
            throw in.bad("frame header", "must have 8 bits and 1 or 3 components, not " + precision + " and "
                    + components);
        }
        in.checkSize("frame header", columns, rows);
        width = columns;
        height = rows;
    }

    /** Goes to the next marker that is neither a stuffed 0xff nor a restart. */
    private void entropyCoded() {
        int start = in.position();
        byte[] bytes = in.bytes;
        int i = start;
        while (i + 1 < bytes.length) {
            if (bytes[i] == (byte) 0xff) {
                int next = bytes[i + 1] & 0xff;
                if (next != 0 && (next < 0xd0 || next > 0xd7) && next != 0xff) {
                    keep(start, i - start);
                    in.seek(i);
                    return;
                }
            }
            i++;
        }
        throw in.truncated();
    }

    private void keep(int from, int count) {
        System.arraycopy(in.bytes, from, plain, length, count);
        length += count;
    }
}
