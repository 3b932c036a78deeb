package org.tinysphere.fleet.control;

import java.util.Map;
import java.util.Set;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Problem;

/** Holds wanted values against what a device said can be configured, so that nonsense is refused before it travels. */
final class ConfigurationCheck {
    private static final int MOST_VALUES = 500;

    private ConfigurationCheck() {
    }

    /** What is wrong whatever the device: names, lengths and number. */
    static void shape(Map<String, Map<String, String>> values) {
        var count = 0;
        for (var pid : values.entrySet()) {
            name(pid.getKey(), "PID");
            for (var entry : Check.required(pid.getValue(), "values." + pid.getKey()).entrySet()) {
                name(entry.getKey(), "key");
                if (Check.required(entry.getValue(), entry.getKey()).length() > 4000) {
                    throw Problem.bad(pid.getKey() + "/" + entry.getKey() + " must have at most 4000 characters");
                }
                if (++count > MOST_VALUES) {
                    throw Problem.bad("at most " + MOST_VALUES + " values");
                }
            }
        }
    }

    /** @param schema of the device; null if it has not sent one, then only the device itself can check */
    static void against(ConfigurationSchema schema, Map<String, Map<String, String>> values, String device) {
        if (schema != null) {
            values.forEach((pid, keys) -> keys.forEach((key, value) -> one(schema, pid, key, value, device)));
        }
    }

    private static void one(ConfigurationSchema schema, String pid, String key, String value, String device) {
        var component = schema.components().stream()
                .filter(c -> c.pid().equals(pid) || c.factory() && pid.startsWith(c.pid() + "-")).findFirst()
                .orElseThrow(() -> Problem.bad("device " + device + " has nothing that is configured by " + pid));
        var attribute = component.attributes().stream().filter(a -> a.key().equals(key)).findFirst()
                .orElseThrow(() -> Problem.bad(pid + " has no key '" + key + "' on device " + device));
        for (var part : attribute.many() ? value.split(",") : new String[] {value}) {
            var problem = problem(attribute, part.strip());
            if (problem != null) {
                throw Problem.bad(pid + "/" + key + " must be " + problem + ", not '" + part + "'");
            }
        }
    }

    /** What it must be instead; null if it is right. */
    private static String problem(ConfigurationSchema.Attribute attribute, String value) {
        if (!attribute.options().isEmpty()) {
            return attribute.options().contains(value) ? null : "one of " + attribute.options();
        }
        if (attribute.type().equals("boolean")) {
            return Set.of("true", "false").contains(value) ? null : "true or false";
        }
        if (attribute.type().equals("integer") || attribute.type().equals("number")) {
            return number(attribute, value);
        }
        return attribute.required() && value.isEmpty() ? "a text" : null;
    }

    private static String number(ConfigurationSchema.Attribute attribute, String value) {
        var whole = attribute.type().equals("integer");
        try {
            var number = whole ? Long.parseLong(value) : Double.parseDouble(value);
            var low = attribute.min() != null && number < attribute.min();
            var high = attribute.max() != null && number > attribute.max();
            return low || high || Double.isNaN(number) ? range(attribute, whole) : null;
        } catch (NumberFormatException e) {
            return range(attribute, whole);
        }
    }

    private static String range(ConfigurationSchema.Attribute attribute, boolean whole) {
        return (whole ? "a whole number " : "a number ") + (attribute.min() == null ? "" : attribute.min()) + ".."
                + (attribute.max() == null ? "" : attribute.max());
    }

    private static void name(String text, String what) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}")) {
            throw Problem.bad("a " + what + " must have 1..200 letters, digits, '.', '_' or '-'");
        }
    }
}
