package org.tinysphere.drifthub.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Vectors in NumPy's format 1.0 (numpy.lib.format): magic, version, length of the header (16 bit, little endian), the
 * header as a Python dictionary padded so that the data begins at a multiple of 64, then float32, little endian.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d{1,9}),\\), \\} *\n");

    private Npy() {
    }

    public static byte[] write(float[] values) {
        var header = String.format(Locale.ROOT, "{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }",
                values.length);
        var begin = MAGIC.length + 2;
        var padded = (begin + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - begin;
        var bytes = ByteBuffer.allocate(begin + padded + values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putShort((short) padded).put(header.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() < begin + padded - 1) {
            bytes.put((byte) ' ');
        }
        bytes.put((byte) '\n');
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** @throws IOException it is no vector that {@link #write} made */
    public static float[] read(byte[] bytes) throws IOException {
        var begin = MAGIC.length + 2;
        if (bytes.length < begin || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("not an .npy file of version 1.0");
        }
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var data = begin + Short.toUnsignedInt(buffer.getShort(MAGIC.length));
        var header = data > bytes.length ? null
                : HEADER.matcher(new String(bytes, begin, data - begin, StandardCharsets.US_ASCII));
        if (header == null || !header.matches()) {
            throw new IOException("not an .npy file with one row of float32");
        }
        var count = Integer.parseInt(header.group(1));
        if (bytes.length - data != (long) count * Float.BYTES) {
            throw new IOException("an .npy file of another length than it says");
        }
        var values = new float[count];
        buffer.position(data);
        buffer.asFloatBuffer().get(values);
        return values;
    }
}
