package org.tinylcm.protocol;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * One pass over a document before anything is made of it: strict syntax, nothing behind its end, no name twice in an
 * object (two readers could otherwise see two documents), no number that is out of a double's range.
 */
final class StructureCheck {
    private static final int LONGEST_NUMBER = 64;
    private final String origin;
    private final JsonLimits limits;
    private final JsonReader reader;
    private final ArrayDeque<Set<String>> names = new ArrayDeque<>();
    private int values;

    StructureCheck(String text, String origin, JsonLimits limits) {
        this.origin = origin;
        this.limits = limits;
        reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(limits.depth());
    }

    /** @throws BadJsonException a rule is broken */
    void run() {
        try {
            while (step()) {
                if (++values > limits.values()) {
                    throw refused("must have at most " + limits.values() + " values", null);
                }
            }
        } catch (EOFException e) {
            throw refused("ends too early", e);
        } catch (MalformedJsonException | NumberFormatException e) {
            throw refused(rule(e), e);
        } catch (IOException | IllegalStateException e) {
            throw refused("is not valid JSON", e);
        }
    }

    private boolean step() throws IOException {
        var token = reader.peek();
        switch (token) {
            case BEGIN_OBJECT -> {
                reader.beginObject();
                names.push(new HashSet<>());
            }
            case END_OBJECT -> {
                reader.endObject();
                names.pop();
            }
            case BEGIN_ARRAY -> reader.beginArray();
            case END_ARRAY -> reader.endArray();
            case NAME -> {
                if (!names.element().add(reader.nextName())) {
                    throw refused("is there twice", null);
                }
            }
            case STRING -> reader.nextString();
            case NUMBER -> number();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            case END_DOCUMENT -> {
                return false;
            }
        }
        return token != JsonToken.END_DOCUMENT;
    }

    private void number() throws IOException {
        var text = reader.nextString();
        if (text.length() > LONGEST_NUMBER || !Double.isFinite(Double.parseDouble(text))) {
            throw refused("a number must fit a double and have at most " + LONGEST_NUMBER + " characters", null);
        }
    }

    private static String rule(Exception e) {
        var message = String.valueOf(e.getMessage());
        return message.startsWith("Nesting limit") ? "is nested too deeply" : "is not valid JSON";
    }

    private BadJsonException refused(String rule, Exception cause) {
        return new BadJsonException(origin, reader.getPath(), rule, cause);
    }
}
