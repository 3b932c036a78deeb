package org.tinylcm.config.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One configuration put together from its layers.
 *
 * @param values as the component gets them
 * @param texts as they were written, by key
 * @param origins where each is from, by key
 */
record Merged(Map<String, Object> values, Map<String, String> texts, Map<String, String> origins) {

    /**
     * @param layers lowest first
     * @throws Refused something is not allowed or not there
     */
    static Merged of(ConfigShape shape, List<Layer.Source> layers) {
        var values = new TreeMap<String, Object>();
        var texts = new LinkedHashMap<String, String>();
        var origins = new LinkedHashMap<String, String>();
        for (var layer : layers) {
            values.putAll(shape.parse(layer.origin(), layer.values()));
            texts.putAll(layer.values());
            layer.values().keySet().forEach(key -> origins.put(key, layer.origin()));
        }
        shape.complete(layers.get(layers.size() - 1).origin(), values);
        return new Merged(values, texts, origins);
    }
}
