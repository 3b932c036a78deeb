package org.tinylcm.pack.internal.format;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tinylcm.input.BadInputException;

/** JSON in and out, with limits on what comes in. */
public final class Json {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_VALUES = 200_000;
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final String origin;
    private final String part;
    private int values;

    private Json(String origin, String part) {
        this.origin = origin;
        this.part = part;
    }

    /** Text for a file, keys in the order of the object. */
    public static byte[] write(JsonElement json) {
        return (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads one object; stricter than Gson alone: no duplicate keys, limits on depth and number of values.
     *
     * @param origin file, for messages
     * @param part member of the file, for messages
     */
    public static JsonPart parse(byte[] bytes, String origin, String part) {
        var json = new Json(origin, part);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            var reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            var element = json.read(reader, 0);
            if (reader.peek() != JsonToken.END_DOCUMENT || !element.isJsonObject()) {
                throw json.refused("must be one JSON object");
            }
            return new JsonPart(element.getAsJsonObject(), origin, part);
        } catch (CharacterCodingException e) {
            throw new BadInputException(origin, part, "must be UTF-8", e);
        } catch (MalformedJsonException | EOFException | NumberFormatException | IllegalStateException e) {
            throw new BadInputException(origin, part, "must be well-formed JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private JsonElement read(JsonReader reader, int depth) throws IOException {
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw refused("must have at most " + MAX_DEPTH + " levels and " + MAX_VALUES + " values");
        }
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                var object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    var key = reader.nextName();
                    if (object.has(key)) {
                        throw refused("key '" + key + "' must occur once");
                    }
                    object.add(key, read(reader, depth + 1));
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                var array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(read(reader, depth + 1));
                }
                reader.endArray();
                return array;
            }
            case STRING -> {
                return new JsonPrimitive(reader.nextString());
            }
            case NUMBER -> {
                return new JsonPrimitive(number(reader.nextString()));
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            default -> throw refused("must be well-formed JSON");
        }
    }

    /** Long digits or exponents would make later arithmetic slow; no number of ours needs them. */
    private Number number(String text) {
        if (text.length() > 40) {
            throw refused("a number must have at most 40 characters");
        }
        var value = new BigDecimal(text);
        if (Math.abs((long) value.scale()) > 400) {
            throw refused("number " + text + " must be a double");
        }
        return value;
    }

    private BadInputException refused(String rule) {
        return new BadInputException(origin, part, rule);
    }
}
