package org.tinylcm.image;

import org.tinylcm.input.BadInputException;

/** Reads forward through a picture, never past its end, and says where it was when something is wrong. */
final class ByteCursor {
    final byte[] bytes;
    final ImageLimits limits;
    private final String origin;
    private int position;

    ByteCursor(byte[] bytes, ImageLimits limits, String origin) {
        this.bytes = bytes;
        this.limits = limits;
        this.origin = origin;
    }

    int position() {
        return position;
    }

    int left() {
        return bytes.length - position;
    }

    void seek(int target) {
        if (target < 0 || target > bytes.length) {
            throw truncated();
        }
        position = target;
    }

    void skip(int count) {
        if (count < 0 || count > left()) {
            throw truncated();
        }
        position += count;
    }

    int u8() {
        if (position >= bytes.length) {
            throw truncated();
        }
        return bytes[position++] & 0xff;
    }

    int u16Big() {
        return u8() << 8 | u8();
    }

    int i32Big() {
        return u16Big() << 16 | u16Big();
    }

    int u16Little() {
        return u8() | u8() << 8;
    }

    int i32Little() {
        return u16Little() | u16Little() << 16;
    }

    /** Checks a size against the limits. */
    void checkSize(String part, long width, long height) {
        if (width < 1 || height < 1) {
            throw bad(part, "width and height must be at least 1, not " + width + "x" + height);
        }
        if (width > 65_535 || height > 65_535 || width * height > limits.pixels()) {
            throw bad(part, width + "x" + height + " pixels, at most " + limits.pixels() + " are accepted");
        }
    }

    BadInputException truncated() {
        return bad("byte " + bytes.length, "the picture ends too early");
    }

    BadInputException bad(String part, String rule) {
        return new BadInputException(origin, part, rule);
    }
}
