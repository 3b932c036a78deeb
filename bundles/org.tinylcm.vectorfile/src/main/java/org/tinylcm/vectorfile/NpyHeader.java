package org.tinylcm.vectorfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;

/**
 * Header of NumPy's array format, versions 1 to 3
 * (<a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">definition</a>).
 *
 * @param doubles true for float64, false for float32
 * @param rows number of rows; a one-dimensional array is one row
 * @param columns values per row
 * @param data offset of the first value, bytes
 */
record NpyHeader(boolean doubles, long rows, int columns, long data) {
    private static final int MAX_HEADER = 64 * 1024;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    // NumPy writes the dictionary sorted and always in this form; anything else would be a header made by hand.
    private static final Pattern DICTIONARY = Pattern.compile(
            "\\{ ?'descr': ?'([^']{1,20})', ?'fortran_order': ?(True|False), "
                    + "?'shape': ?\\(([0-9, ]{0,60})\\),? ?\\} *\\n?");
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,12})(?:,|, ?([0-9]{1,12}),?)");

    static NpyHeader read(ByteSource in, String origin) throws IOException {
        var start = in.take(10);
        if (start == null) {
            throw refused(origin, "must be a .npy file, and is too short");
        }
        for (var magic : MAGIC) {
            if (start.get() != magic) {
                throw refused(origin, "must begin with the magic of .npy files");
            }
        }
        var major = start.get();
        var minor = start.get();
        if (major < 1 || major > 3 || minor != 0) {
            throw refused(origin, "version must be 1.0, 2.0 or 3.0, not " + major + "." + minor);
        }
        long length = start.getShort() & 0xffff;
        if (major > 1) {
            var high = in.take(2);
            length |= high == null ? 0 : (high.getShort() & 0xffffL) << 16;
        }
        if (length > MAX_HEADER) {
            throw refused(origin, "must be at most " + MAX_HEADER + " bytes long, not " + length);
        }
        var bytes = new byte[(int) length];
        var rest = in.take(bytes.length);
        if (rest == null) {
            throw refused(origin, "is cut off");
        }
        rest.get(bytes);
        return parse(new String(bytes, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), in, origin);
    }

    private static NpyHeader parse(String text, ByteSource in, String origin) {
        var dictionary = DICTIONARY.matcher(text);
        if (!dictionary.matches()) {
            throw refused(origin, "must hold descr, fortran_order and shape as NumPy writes them");
        }
        var type = dictionary.group(1);
        if (!type.equals("<f4") && !type.equals("<f8")) {
            throw refused(origin, "type must be little-endian float32 '<f4' or float64 '<f8', not '" + type + "'");
        }
        if (dictionary.group(2).equals("True")) {
            throw refused(origin, "values must be stored row by row (C order)");
        }
        var shape = SHAPE.matcher(dictionary.group(3).strip());
        if (!shape.matches()) {
            throw refused(origin, "shape must have one or two dimensions, not (" + dictionary.group(3) + ")");
        }
        return checked(shape, type.equals("<f8"), in.offset(), origin);
    }

    private static NpyHeader checked(Matcher shape, boolean doubles, long data, String origin) {
        var flat = shape.group(2) == null;
        var rows = flat ? 1 : Long.parseLong(shape.group(1));
        var columns = Long.parseLong(shape.group(flat ? 1 : 2));
        if (columns < 1 || columns > VectorFiles.MAX_COLUMNS || rows < 1 || rows > VectorFiles.MAX_ROWS) {
            throw refused(origin, "shape must be 1.." + VectorFiles.MAX_ROWS + " rows of 1.."
                    + VectorFiles.MAX_COLUMNS + " values, not " + rows + " x " + columns);
        }
        return new NpyHeader(doubles, rows, (int) columns, data);
    }

    private static BadInputException refused(String origin, String rule) {
        return new BadInputException(origin, "header", rule);
    }

    int rowBytes() {
        return columns * (doubles ? Double.BYTES : Float.BYTES);
    }
}
