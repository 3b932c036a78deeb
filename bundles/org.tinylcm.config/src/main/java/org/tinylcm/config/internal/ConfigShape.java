package org.tinylcm.config.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What metatype says of one PID.
 *
 * @param pid PID or factory PID
 * @param factory true if instances are made of it
 * @param title what it configures
 * @param rules one per key, in their declared order
 */
record ConfigShape(String pid, boolean factory, String title, List<AttributeRule> rules) {
    ConfigShape {
        rules = List.copyOf(rules);
    }

    /**
     * @param origin file, for the message
     * @return the values as the component gets them
     * @throws Refused a key is not known or a value not allowed
     */
    Map<String, Object> parse(String origin, Map<String, String> values) {
        var parsed = new TreeMap<String, Object>();
        values.forEach((key, text) -> parsed.put(key, parse(origin, key, text)));
        return parsed;
    }

    Object parse(String origin, String key, String text) {
        var rule = rule(key);
        if (rule == null && isComponentKey(key)) {
            return text;
        }
        if (rule == null) {
            throw new Refused(origin, "key '" + key + "'", "is not known; there are "
                    + String.join(", ", rules.stream().map(AttributeRule::key).toList()));
        }
        try {
            return rule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(origin, "key '" + key + "' = '" + rule.shown(text) + "'", e.getMessage());
        }
    }

    /** @throws Refused a value that there must be is not there */
    void complete(String origin, Map<String, Object> values) {
        for (var rule : rules) {
            if (rule.required() && rule.defaultText() == null && !values.containsKey(rule.key())) {
                throw new Refused(origin, "key '" + rule.key() + "'", "must be there: " + rule.range());
            }
        }
    }

    /** Texts as they may be shown and noted. */
    Map<String, String> shown(Map<String, String> texts) {
        var shown = new TreeMap<String, String>();
        texts.forEach((key, text) -> shown.put(key, rule(key) == null ? text : rule(key).shown(text)));
        return shown;
    }

    AttributeRule rule(String key) {
        return rules.stream().filter(rule -> rule.key().equals(key)).findFirst().orElse(null);
    }

    /** Declarative Services itself takes these: which service a reference is bound to. */
    private static boolean isComponentKey(String key) {
        return key.endsWith(".target") || key.endsWith(".cardinality.minimum");
    }
}
