package org.tinylcm.image;

/** GIF blocks up to the end of the first picture; what follows, and all extensions, are left out. */
final class GifContainer {
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;

    private GifContainer() {
    }

    static Container open(ByteCursor in) {
        in.seek(6);
        long width = in.u16Little();
        long height = in.u16Little();
        in.checkSize("screen", width, height);
        int flags = in.u8();
        in.skip(2);
        colourTable(in, flags);
        int head = in.position();
        int block;
        int start;
        while (true) {
            start = in.position();
            block = in.u8();
            if (block == IMAGE) {
                break;
            }
            if (block != EXTENSION) {
                throw in.bad("byte " + start, "there is no picture");
            }
            in.skip(1);
            subBlocks(in);
        }
        in.skip(4);
        int frameWidth = in.u16Little();
        int frameHeight = in.u16Little();
        in.checkSize("byte " + start, frameWidth, frameHeight);
        colourTable(in, in.u8());
        in.skip(1);
        subBlocks(in);
        int end = in.position();
        var plain = new byte[head + end - start + 1];
        System.arraycopy(in.bytes, 0, plain, 0, head);
        System.arraycopy(in.bytes, start, plain, head, end - start);
        plain[plain.length - 1] = TRAILER;
        return new Container(new ImageHeader(ImageHeader.Type.GIF, frameWidth, frameHeight, 1), plain, plain.length);
    }

    private static void colourTable(ByteCursor in, int flags) {
        if ((flags & 0x80) != 0) {
            in.skip(3 << (flags & 7) + 1);
        }
    }

    private static void subBlocks(ByteCursor in) {
        int size;
        while ((size = in.u8()) != 0) {
            in.skip(size);
        }
    }
}
