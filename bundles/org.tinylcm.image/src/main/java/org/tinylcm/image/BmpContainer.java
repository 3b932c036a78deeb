package org.tinylcm.image;

/**
 * BMP header. Only uncompressed pixels are accepted, so the size of the file follows from it; a BMP can also embed a
 * whole JPEG or PNG, which would go round every check.
 */
final class BmpContainer {

    private BmpContainer() {
    }

    static Container open(ByteCursor in) {
        in.seek(10);
        int pixels = in.i32Little();
        int headerSize = in.i32Little();
        if (headerSize != 40 && headerSize != 52 && headerSize != 56 && headerSize != 108 && headerSize != 124) {
            throw in.bad("header", "a kind of BMP that is not supported");
        }
        long width = in.i32Little();
        long height = Math.abs((long) in.i32Little());
        int planes = in.u16Little();
        int bits = in.u16Little();
        int compression = in.i32Little();
        in.checkSize("header", width, height);
        if (planes != 1 || bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
            throw in.bad("header", "1 plane of 1, 4, 8, 16, 24 or 32 bits is needed, not " + planes + " of " + bits);
        }
        if (compression != 0 && compression != 3) {
            throw in.bad("header", "compressed BMP pictures are not supported");
        }
        long row = (width * bits + 31) / 32 * 4;
        if (pixels < 14 + headerSize || pixels + row * height > in.bytes.length) {
            throw in.truncated();
        }
        return new Container(new ImageHeader(ImageHeader.Type.BMP, (int) width, (int) height, 1), in.bytes,
                in.bytes.length);
    }
}
