package org.tinylcm.image;

import java.util.zip.CRC32;

/** PNG chunks (W3C PNG specification). Keeps IHDR, PLTE, tRNS, IDAT and IEND, each with a correct checksum. */
final class PngContainer {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;

    private PngContainer() {
    }

    static Container open(ByteCursor in) {
        var plain = new byte[in.bytes.length];
        System.arraycopy(in.bytes, 0, plain, 0, 8);
        int length = 8;
        in.seek(8);
        ImageHeader header = null;
        boolean data = false;
        int type;
        do {
            int start = in.position();
            int size = in.i32Big();
            type = in.i32Big();
            in.skip(size);
            int crc = in.i32Big();
            if ((header == null) != (type == IHDR)) {
                throw in.bad("byte " + start, "IHDR must be the first chunk and the only one of its kind");
            }
            if (type == IHDR) {
                header = header(in, start + 8, size);
                in.seek(start + 12 + size);
            }
            data |= type == IDAT;
            if (type == IHDR || type == PLTE || type == TRNS || type == IDAT || type == IEND) {
                checkCrc(in, start, size, crc);
                System.arraycopy(in.bytes, start, plain, length, size + 12);
                length += size + 12;
            } else if ((type & 0x2000_0000) == 0) {
                throw in.bad("byte " + start, "a critical chunk that is not known");
            }
        } while (type != IEND);
        if (!data) {
            throw in.bad("IDAT", "there is no pixel data");
        }
        return new Container(header, plain, length);
    }

    private static ImageHeader header(ByteCursor in, int at, int size) {
        if (size != 13) {
            throw in.bad("IHDR", "must have 13 bytes, not " + size);
        }
        in.seek(at);
        long width = in.i32Big() & 0xffff_ffffL;
        long height = in.i32Big() & 0xffff_ffffL;
        in.checkSize("IHDR", width, height);
        return new ImageHeader(ImageHeader.Type.PNG, (int) width, (int) height, 1);
    }

    private static void checkCrc(ByteCursor in, int start, int size, int expected) {
        var crc = new CRC32();
        crc.update(in.bytes, start + 4, size + 4);
        if ((int) crc.getValue() != expected) {
            throw in.bad("byte " + start, "the chunk's checksum is wrong");
        }
    }
}
