package org.tinylcm.protocol;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Reads and writes the shared shapes. Members that are null are left out; times are ISO 8601 in UTC; a number that JSON
 * cannot say (NaN, infinity) is left out of a record and null in a list. Safe for any thread.
 */
public final class Json {
    private static final Gson GSON = builder().create();
    private static final Gson PRETTY = builder().setPrettyPrinting().create();

    private Json() {
    }

    /** One line without a line end. */
    public static String write(Object value) {
        return GSON.toJson(value);
    }

    /** For people. */
    public static String pretty(Object value) {
        return PRETTY.toJson(value);
    }

    /**
     * Reads a document of at most {@link JsonLimits#DOCUMENT}.
     *
     * @param origin file, address or service that it came from, for the message
     * @throws BadJsonException it is no such document, or beyond the limits
     */
    public static <T> T read(String text, Class<T> type, String origin) {
        return read(text, type, origin, JsonLimits.DOCUMENT);
    }

    /** @throws BadJsonException it is no such document, no UTF-8, or beyond the limits */
    public static <T> T read(byte[] bytes, Class<T> type, String origin, JsonLimits limits) {
        if (bytes.length > limits.bytes()) {
            throw tooLong(origin, limits);
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return read(text, type, origin, limits);
        } catch (CharacterCodingException e) {
            throw new BadJsonException(origin, "$", "must be UTF-8", e);
        }
    }

    /** @throws BadJsonException it is no such document, or beyond the limits */
    public static <T> T read(String text, Class<T> type, String origin, JsonLimits limits) {
        if (text.length() > limits.bytes()) {
            throw tooLong(origin, limits);
        }
        new StructureCheck(text, origin, limits).run();
        try {
            return checked(GSON.fromJson(text, type), origin);
        } catch (JsonParseException e) {
            throw new BadJsonException(origin, path(e), "must be " + type.getSimpleName(), e);
        } catch (BadJsonException e) {
            throw e;
        } catch (RuntimeException e) {
            // Gson wraps what a record's constructor throws, depending on the way it was called.
            throw new BadJsonException(origin, "$", ruleOf(e), e);
        }
    }

    /** @throws BadJsonException it is no JSON, or beyond the limits */
    public static JsonElement tree(String text, String origin, JsonLimits limits) {
        return read(text, JsonElement.class, origin, limits);
    }

    /** The number, or null (which is left out) if JSON cannot say it. */
    public static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static <T> T checked(T value, String origin) {
        if (value == null) {
            throw new BadJsonException(origin, "$", "must not be null", null);
        }
        if (value instanceof Versioned versioned && versioned.schemaVersion() < 1) {
            throw new BadJsonException(origin, "$.schemaVersion", "must be a whole number from 1", null);
        }
        return value;
    }

    private static String ruleOf(Throwable problem) {
        var cause = problem;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage() : "does not fit its shape";
    }

    /** Gson puts the path at the end of its message; without one the whole document is meant. */
    private static String path(JsonParseException e) {
        var message = String.valueOf(e.getMessage());
        var at = message.indexOf("path $");
        if (at < 0) {
            return "$";
        }
        var path = message.substring(at + 5);
        var end = path.indexOf('\n');
        return end < 0 ? path : path.substring(0, end);
    }

    private static BadJsonException tooLong(String origin, JsonLimits limits) {
        return new BadJsonException(origin, "$", "must have at most " + limits.bytes() + " bytes", null);
    }

    private static GsonBuilder builder() {
        return new GsonBuilder()
                .setStrictness(Strictness.STRICT)
                .disableHtmlEscaping()
                .disableJdkUnsafe()
                .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
                .registerTypeAdapter(Instant.class, new InstantAdapter())
                .registerTypeAdapter(Double.class, new FiniteDoubleAdapter())
                .registerTypeAdapter(double.class, new FiniteDoubleAdapter())
                .registerTypeAdapter(float[].class, new FloatArrayAdapter());
    }
}
