package org.tinylcm.vectorfile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes .npy bytes as NumPy does. */
final class Npy {
    private Npy() {
    }

    static byte[] of(int major, String header, byte[] data) {
        var prefix = major == 1 ? 10 : 12;
        var padded = header + " ".repeat(63 - (prefix + header.length()) % 64) + "\n";
        var out = ByteBuffer.allocate(prefix + padded.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) major).put((byte) 0);
        if (major == 1) {
            out.putShort((short) padded.length());
        } else {
            out.putInt(padded.length());
        }
        return out.put(padded.getBytes(StandardCharsets.ISO_8859_1)).put(data).array();
    }

    static byte[] floats(float... values) {
        var out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            out.putFloat(value);
        }
        return out.array();
    }

    static byte[] doubles(double... values) {
        var out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            out.putDouble(value);
        }
        return out.array();
    }
}
