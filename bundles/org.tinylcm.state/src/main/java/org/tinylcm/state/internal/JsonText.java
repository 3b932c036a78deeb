package org.tinylcm.state.internal;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;

/**
 * Maps, lists, texts, numbers and flags as JSON and back, bit for bit. A whole number is a Long, one with a point or an
 * exponent is a Double. What JSON has no number for is a text that begins with {@code #}: {@code "#NaN"},
 * {@code "#Infinity"}, {@code "#-Infinity"}, {@code "#NaN:7ff8000000000001"} (any other NaN); a text that itself begins
 * with {@code #} gets another one in front.
 */
final class JsonText {
    private static final String NAN = "#NaN";

    private final String origin;
    private final JsonReader reader;
    private int values;

    private JsonText(String origin, String json) {
        this.origin = origin;
        reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(Limits.DEPTH + 8);
    }

    /** @throws IllegalArgumentException a value of another type, nested too deep, or too many of them */
    static String write(Map<String, ?> document) {
        var text = new StringWriter();
        var writer = new JsonWriter(text);
        writer.setIndent("  ");
        try {
            put(writer, document, 0, new int[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /** @throws BadInputException it is not such JSON */
    static Map<String, Object> read(String origin, String json) {
        var text = new JsonText(origin, json);
        try {
            if (text.reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw text.refuse("must be a JSON object", null);
            }
            var document = text.object(0);
            if (text.reader.peek() != JsonToken.END_DOCUMENT) {
                throw text.refuse("nothing may follow the object", null);
            }
            return document;
        } catch (MalformedJsonException | EOFException | NumberFormatException | IllegalStateException e) {
            throw text.refuse("must be JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(JsonWriter writer, Object value, int depth, int[] count) throws IOException {
        if (depth > Limits.DEPTH || ++count[0] > Limits.VALUES) {
            throw new IllegalArgumentException("state is nested deeper than " + Limits.DEPTH + " or has more than "
                    + Limits.VALUES + " values");
        }
        if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            for (var entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String key)) {
                    throw new IllegalArgumentException("state has a key that is no text: " + entry.getKey());
                }
                writer.name(key);
                put(writer, entry.getValue(), depth + 1, count);
            }
            writer.endObject();
        } else if (value instanceof List<?> list) {
            writer.beginArray();
            for (var element : list) {
                put(writer, element, depth + 1, count);
            }
            writer.endArray();
        } else {
            putScalar(writer, value);
        }
    }

    private static void putScalar(JsonWriter writer, Object value) throws IOException {
        if (value instanceof String text) {
            if (text.length() > Limits.STRING) {
                throw new IllegalArgumentException("state has a text of " + text.length() + " characters, at most "
                        + Limits.STRING);
            }
            writer.value(text.startsWith("#") ? "#" + text : text);
        } else if (value instanceof Boolean flag) {
            writer.value(flag);
        } else if (value instanceof Double || value instanceof Float) {
            putReal(writer, ((Number) value).doubleValue());
        } else if (value instanceof Long || value instanceof Integer) {
            writer.value(((Number) value).longValue());
        } else {
            throw new IllegalArgumentException("state has a value of type "
                    + (value == null ? "null" : value.getClass().getName()));
        }
    }

    private static void putReal(JsonWriter writer, double value) throws IOException {
        if (Double.isFinite(value)) {
            writer.jsonValue(Double.toString(value));
        } else if (Double.isNaN(value) && Double.doubleToRawLongBits(value) != Double.doubleToLongBits(value)) {
            writer.value(NAN + ":" + Long.toHexString(Double.doubleToRawLongBits(value)));
        } else {
            writer.value("#" + value);
        }
    }

    private Object value(int depth) throws IOException {
        if (depth > Limits.DEPTH) {
            throw refuse("must not be nested deeper than " + Limits.DEPTH, null);
        }
        if (++values > Limits.VALUES) {
            throw refuse("must not have more than " + Limits.VALUES + " values", null);
        }
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(depth);
            case BEGIN_ARRAY -> array(depth);
            case STRING -> text(reader.nextString());
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            default -> throw refuse("must be a text, a number, a flag, a list or an object", null);
        };
    }

    private Map<String, Object> object(int depth) throws IOException {
        var object = new LinkedHashMap<String, Object>();
        reader.beginObject();
        while (reader.hasNext()) {
            var key = reader.nextName();
            if (object.containsKey(key)) {
                throw refuse("no key may be there twice", null);
            }
            object.put(key, value(depth + 1));
        }
        reader.endObject();
        return object;
    }

    private List<Object> array(int depth) throws IOException {
        var array = new ArrayList<Object>();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(depth + 1));
        }
        reader.endArray();
        return array;
    }

    private Object text(String text) {
        if (!text.startsWith("#")) {
            return text;
        }
        if (text.startsWith("##")) {
            return text.substring(1);
        }
        if (text.startsWith(NAN + ":")) {
            var bits = Long.parseUnsignedLong(text.substring(NAN.length() + 1), 16);
            if (Double.isNaN(Double.longBitsToDouble(bits))) {
                return Double.longBitsToDouble(bits);
            }
        }
        return switch (text) {
            case NAN -> Double.NaN;
            case "#Infinity" -> Double.POSITIVE_INFINITY;
            case "#-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw refuse("a text that begins with one # must be #NaN or an infinity", null);
        };
    }

    private Object number(String literal) {
        if (literal.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            return Long.parseLong(literal);
        }
        var real = Double.parseDouble(literal);
        if (!Double.isFinite(real)) {
            throw refuse("a number must fit a double", null);
        }
        return real;
    }

    private BadInputException refuse(String rule, Exception cause) {
        return new BadInputException(origin, reader.getPath(), rule, cause);
    }
}
