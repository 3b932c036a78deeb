package org.tinylcm.extractor.tflite.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.tinylcm.input.BadInputException;

/**
 * The bytes of a flatbuffer that nobody has checked yet. Every access is checked against the end of the file, and all
 * vectors together against a budget, because a small file can refer to the same bytes over and over again.
 */
final class FlatFile {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    final byte[] bytes;
    private final String origin;
    private long budget;

    FlatFile(byte[] bytes, String origin) {
        this.bytes = bytes;
        this.origin = origin;
        this.budget = 1_000_000L + bytes.length;
    }

    /** The table that the file begins with. */
    FlatTable root() {
        if (bytes.length < 16 || int32(4) != 0x334c4654) {
            throw bad("byte 4", "must be TFL3, the mark of a TensorFlow Lite model");
        }
        return new FlatTable(this, follow(0), "model");
    }

    int int8(int at) {
        check(at, 1);
        return bytes[at];
    }

    int uint16(int at) {
        check(at, 2);
        return (short) SHORT.get(bytes, at) & 0xffff;
    }

    int int32(int at) {
        check(at, 4);
        return (int) INT.get(bytes, at);
    }

    long int64(int at) {
        check(at, 8);
        return (long) LONG.get(bytes, at);
    }

    /** Where the offset at this place leads to. */
    int follow(int at) {
        long target = at + (int32(at) & 0xffff_ffffL);
        check(target, 4);
        if (target == at) {
            throw bad("byte " + at, "an offset leads to itself");
        }
        return (int) target;
    }

    /** Length of the vector at this place, all of whose elements are within the file. */
    int vectorLength(int at, int elementSize, int most, String part) {
        long length = int32(at) & 0xffff_ffffL;
        if (length > most) {
            throw bad(part, "has " + length + " elements, at most " + most + " are accepted");
        }
        check(at + 4L, length * elementSize);
        budget -= elementSize == 1 ? 1 : length;
        if (budget < 0) {
            throw bad(part, "the file refers to the same bytes too often");
        }
        return (int) length;
    }

    void check(long at, long size) {
        if (at < 0 || at + size > bytes.length) {
            throw bad("byte " + at, "an offset leads out of the file, which has " + bytes.length + " bytes");
        }
    }

    BadInputException bad(String part, String rule) {
        return new BadInputException(origin, part, rule);
    }
}
