package org.tinylcm.pack.internal.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;

/**
 * Named float arrays in one member: magic {@code TLCB}, version and length of the header (little-endian int32 each), a
 * JSON header {@code {"arrays": [{"name", "length"}…], "classes": […]}}, zeros up to a multiple of four bytes, then
 * the arrays as little-endian float32. All values are finite.
 *
 * @param arrays arrays by name, in the order of the file
 * @param classes index of each sample's label, empty where samples have none
 */
record FloatBlock(Map<String, float[]> arrays, int[] classes) {
    private static final int MAGIC = 'T' | 'L' << 8 | 'C' << 16 | 'B' << 24;
    private static final int VERSION = 1;
    private static final int PREFIX = 12;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    byte[] write() {
        var list = new JsonArray();
        var floats = 0;
        for (var array : arrays.entrySet()) {
            var entry = new JsonObject();
            entry.addProperty("name", array.getKey());
            entry.addProperty("length", array.getValue().length);
            list.add(entry);
            floats += array.getValue().length;
        }
        var header = new JsonObject();
        header.add("arrays", list);
        var indices = new JsonArray();
        Arrays.stream(classes).forEach(indices::add);
        header.add("classes", indices);
        var text = header.toString().getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.allocate(padded(PREFIX + text.length) + floats * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(VERSION).putInt(text.length).put(text).position(padded(PREFIX + text.length));
        for (var array : arrays.values()) {
            out.asFloatBuffer().put(array);
            out.position(out.position() + array.length * Float.BYTES);
        }
        return out.array();
    }

    static FloatBlock read(byte[] bytes, String origin, String member) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < PREFIX || in.getInt() != MAGIC || in.getInt() != VERSION) {
            throw new BadInputException(origin, member, "must begin with magic TLCB and version " + VERSION);
        }
        var length = in.getInt();
        if (length < 0 || length > bytes.length - PREFIX || padded(PREFIX + length) > bytes.length) {
            throw new BadInputException(origin, member, "has a header of " + length + " bytes but is shorter");
        }
        var header = Json.parse(Arrays.copyOfRange(bytes, PREFIX, PREFIX + length), origin, member + " header");
        in.position(padded(PREFIX + length));
        var arrays = new LinkedHashMap<String, float[]>();
        for (var entry : header.objects("arrays")) {
            var name = entry.text("name", NAME, "must be a name of small letters, digits and hyphens");
            var size = entry.integer("length", 0, in.remaining() / Float.BYTES);
            if (arrays.put(name, floats(in, size, origin, member + ", " + name)) != null) {
                throw entry.refused("name", "must occur once");
            }
        }
        if (in.hasRemaining()) {
            throw new BadInputException(origin, member, "must end with its arrays, has " + in.remaining()
                    + " bytes more");
        }
        return new FloatBlock(arrays, header.integers("classes", 0, PackRules.MAX_LABELS - 1));
    }

    /** The array of that name, which must have that length. */
    float[] array(String name, long length, String origin, String member) {
        var array = arrays.get(name);
        if (array == null || array.length != length) {
            throw new BadInputException(origin, member, "must have " + length + " values '" + name + "', has "
                    + (array == null ? "none" : array.length));
        }
        return array;
    }

    private static float[] floats(ByteBuffer in, int size, String origin, String part) {
        var floats = new float[size];
        in.asFloatBuffer().get(floats);
        in.position(in.position() + size * Float.BYTES);
        for (var value : floats) {
            if (!Float.isFinite(value)) {
                throw new BadInputException(origin, part, "must hold finite numbers only");
            }
        }
        return floats;
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }
}
