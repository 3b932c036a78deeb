package org.tinylcm.extractor.tflite.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a flatbuffer from front to back: a table first, then what it leads to. Each table gets a field list of its
 * own; a few bytes more, and no cleverness.
 */
final class FlatWriter {
    private ByteBuffer out;

    FlatWriter(int expectedSize) {
        out = ByteBuffer.allocate(expectedSize).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0).putInt(0x334c4654);
    }

    byte[] finish() {
        var bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }

    /**
     * Writes a table and lets {@code reference} lead to it.
     *
     * @param reference place of the offset, 0 for the root
     * @param kinds one letter per field: b one byte, i four bytes, o an offset that is filled in later, - absent
     * @param values bits of the b and i fields
     * @return place of each field
     */
    int[] table(int reference, String kinds, int... values) {
        int fields = kinds.length();
        room(4 * fields + 64L + 4 * fields);
        align(4, 2);
        int vtable = out.position();
        int start = vtable + 4 + 2 * fields;
        start += -start & 3;
        var places = new int[fields];
        int at = start + 4;
        for (int wide = 1; wide >= 0; wide--) {
            for (int i = 0; i < fields; i++) {
                char kind = kinds.charAt(i);
                if (kind != '-' && (kind == 'b') == (wide == 0)) {
                    places[i] = at;
                    at += kind == 'b' ? 1 : 4;
                }
            }
        }
        out.putShort((short) (4 + 2 * fields)).putShort((short) (at - start));
        for (int place : places) {
            out.putShort((short) (place == 0 ? 0 : place - start));
        }
        while (out.position() < at) {
            out.put((byte) 0);
        }
        out.putInt(start, start - vtable);
        for (int i = 0; i < fields; i++) {
            if (kinds.charAt(i) == 'b') {
                out.put(places[i], (byte) values[i]);
            } else if (kinds.charAt(i) == 'i') {
                out.putInt(places[i], values[i]);
            }
        }
        refer(reference, start);
        return places;
    }

    /** A vector of offsets; returns the place of each. */
    int[] offsets(int reference, int length) {
        int data = vector(reference, length, 4, 4);
        var places = new int[length];
        for (int i = 0; i < length; i++) {
            places[i] = data + 4 * i;
        }
        return places;
    }

    void ints(int reference, int[] values) {
        int data = vector(reference, values.length, 4, 4);
        for (int i = 0; i < values.length; i++) {
            out.putInt(data + 4 * i, values[i]);
        }
    }

    void floats(int reference, float[] values) {
        int data = vector(reference, values.length, 4, 4);
        for (int i = 0; i < values.length; i++) {
            out.putFloat(data + 4 * i, values[i]);
        }
    }

    void longs(int reference, long[] values) {
        int data = vector(reference, values.length, 8, 8);
        for (int i = 0; i < values.length; i++) {
            out.putLong(data + 8 * i, values[i]);
        }
    }

    void text(int reference, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        out.put(vector(reference, bytes.length, 1, 4), bytes);
        room(1);
        out.put((byte) 0);
    }

    /** Constants must lie at multiples of 16, where the runtime uses them in place. */
    void data(int reference, Graph.Data data) {
        out.put(vector(reference, data.length(), 1, 16), data.bytes(), data.offset(), data.length());
    }

    private int vector(int reference, int length, int elementSize, int alignment) {
        room(4L + (long) length * elementSize + 32);
        align(alignment, 4);
        refer(reference, out.position());
        out.putInt(length);
        int data = out.position();
        out.position(data + length * elementSize);
        return data;
    }

    private void refer(int reference, int target) {
        out.putInt(reference, target - reference);
    }

    /** Advances until the place {@code lead} bytes further on is a multiple of {@code alignment}. */
    private void align(int alignment, int lead) {
        while ((out.position() + lead) % alignment != 0) {
            out.put((byte) 0);
        }
    }

    private void room(long needed) {
        if (out.remaining() < needed) {
            long size = Math.addExact(out.position(), Math.max(needed, out.capacity() / 4));
            var larger = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
            larger.put(out.flip());
            out = larger;
        }
    }
}
