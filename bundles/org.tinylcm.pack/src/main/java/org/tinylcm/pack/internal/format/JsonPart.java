package org.tinylcm.pack.internal.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;

/**
 * A JSON object from outside, whose values are asked for with the rule that they must keep. Unknown keys are ignored.
 *
 * @param json the object
 * @param origin file, for messages
 * @param part where in the file the object is, for messages
 */
public record JsonPart(JsonObject json, String origin, String part) {
    public boolean has(String key) {
        return json.has(key);
    }

    public Set<String> keys() {
        return json.keySet();
    }

    public String text(String key, Pattern form, String rule) {
        var element = json.get(key);
        return asText(key, element, form, rule);
    }

    public List<String> texts(String key, Pattern form, String rule) {
        return list(key, (place, element) -> asText(place, element, form, rule));
    }

    public int integer(String key, int min, int max) {
        return asInteger(key, json.get(key), min, max);
    }

    public int[] integers(String key, int min, int max) {
        return list(key, (place, element) -> asInteger(place, element, min, max)).stream()
                .mapToInt(Integer::intValue).toArray();
    }

    public long size(String key, long max) {
        var value = number(key);
        if (value < 0 || value > max || value != Math.rint(value)) {
            throw refused(key, "must be a whole number in 0.." + max);
        }
        return (long) value;
    }

    /** A finite number. */
    public double number(String key) {
        return asNumber(key, json.get(key));
    }

    public double[] numbers(String key) {
        return list(key, this::asNumber).stream().mapToDouble(Double::doubleValue).toArray();
    }

    public boolean flag(String key) {
        var element = json.get(key);
        if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean()) {
            throw refused(key, "must be true or false");
        }
        return element.getAsBoolean();
    }

    public JsonPart object(String key) {
        return asObject(key, json.get(key));
    }

    public List<JsonPart> objects(String key) {
        return list(key, this::asObject);
    }

    public BadInputException refused(String key, String rule) {
        return new BadInputException(origin, part + ", " + key, rule);
    }

    private <T> List<T> list(String key, BiFunction<String, JsonElement, T> reader) {
        if (!(json.get(key) instanceof JsonArray array)) {
            throw refused(key, "must be a list");
        }
        var values = new ArrayList<T>(array.size());
        for (var element : array) {
            values.add(reader.apply(key + "[" + values.size() + "]", element));
        }
        return values;
    }

    private JsonPart asObject(String key, JsonElement element) {
        if (!(element instanceof JsonObject object)) {
            throw refused(key, "must be an object");
        }
        return new JsonPart(object, origin, part + ", " + key);
    }

    private String asText(String key, JsonElement element, Pattern form, String rule) {
        if (element == null || !element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()
                || !form.matcher(element.getAsString()).matches()) {
            throw refused(key, rule);
        }
        return element.getAsString();
    }

    private double asNumber(String key, JsonElement element) {
        if (!isNumber(element) || !Double.isFinite(element.getAsDouble())) {
            throw refused(key, "must be a finite number");
        }
        return element.getAsDouble();
    }

    private int asInteger(String key, JsonElement element, int min, int max) {
        var value = isNumber(element) ? element.getAsDouble() : Double.NaN;
        if (!(value >= min && value <= max) || value != Math.rint(value)) {
            throw refused(key, "must be a whole number in " + min + ".." + max);
        }
        return (int) value;
    }

    private static boolean isNumber(JsonElement element) {
        return element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber();
    }
}
