package org.tinylcm.state.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tinylcm.state.ComponentState;

/** States for tests. */
final class States {

    private States() {
    }

    /** A state that says which generation it is, and whose vectors follow from it. */
    static Map<String, ComponentState> generation(long number, int floats) {
        var vector = new float[floats];
        for (var i = 0; i < floats; i++) {
            vector[i] = number * 31 + i;
        }
        return Map.of("classifier", new ComponentState(1, Map.of("generation", number), Map.of("prototypes", vector)));
    }

    static long generation(Map<String, ComponentState> states) {
        var number = states.get("classifier").number("generation");
        var floats = states.get("classifier").vector("prototypes").length;
        assertSame(states, generation(number, floats));
        return number;
    }

    /** Every type of value, the odd ones among them. */
    static Map<String, ComponentState> every() {
        var values = new LinkedHashMap<String, Object>();
        values.put("text", "ein \"Wort\"\n\u0001 \uD83D\uDE00 </script>");
        values.put("hash", "#NaN");
        values.put("hashes", "##");
        values.put("empty", "");
        values.put("long", Long.MIN_VALUE);
        values.put("reals", List.of(0.0, -0.0, 0.1, 1e300, 1.0, Double.MIN_VALUE, Double.MAX_VALUE, 1.0f / 3));
        values.put("odd", List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.longBitsToDouble(0x7ff8000000000abcL), Double.longBitsToDouble(0xfff8000000000000L)));
        values.put("flags", List.of(true, false));
        values.put("map", Map.of("a.b", Map.of("", List.of()), "null", "null"));
        var vectors = Map.of("v", new float[] {0, -0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY},
                "none", new float[0]);
        return Map.of("every type", new ComponentState(3, values, vectors),
                "second", new ComponentState(1, Map.of(), Map.of("w", new float[] {1, 2, 3})));
    }

    static Map<String, ComponentState> random(SplittableRandom random) {
        var values = new LinkedHashMap<String, Object>();
        for (var i = random.nextInt(20); i > 0; i--) {
            values.put("k" + i, value(random, 3));
        }
        var vector = new float[random.nextInt(100)];
        for (var i = 0; i < vector.length; i++) {
            vector[i] = Float.intBitsToFloat(random.nextInt());
        }
        return Map.of("stage", new ComponentState(1 + random.nextInt(9), values, Map.of("v", vector)));
    }

    private static Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> random.nextLong();
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextBoolean();
            case 3 -> random.ints(random.nextInt(8), 1, 0x800).collect(StringBuilder::new,
                    StringBuilder::appendCodePoint, StringBuilder::append).toString();
            case 4 -> List.of(value(random, depth - 1), value(random, depth - 1));
            default -> Map.of("x", value(random, depth - 1));
        };
    }

    static void assertSame(Map<String, ComponentState> actual, Map<String, ComponentState> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, state) -> {
            var other = actual.get(name);
            assertThat(other.version()).isEqualTo(state.version());
            assertThat(bits(other.values())).isEqualTo(bits(state.values()));
            assertThat(other.vectors().keySet()).isEqualTo(state.vectors().keySet());
            state.vectors().forEach((key, vector) -> assertThat(bits(other.vector(key))).isEqualTo(bits(vector)));
        });
    }

    /** Doubles by their bits, so that -0.0, 0.0 and every NaN are told apart. */
    private static Object bits(Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<Object, Object>();
            map.forEach((key, inner) -> copy.put(key, bits(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(States::bits).toList();
        }
        return value instanceof Double || value instanceof Float
                ? "bits " + Double.doubleToRawLongBits(((Number) value).doubleValue()) : value;
    }

    private static int[] bits(float[] vector) {
        var bits = new int[vector.length];
        for (var i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(vector[i]);
        }
        return bits;
    }
}
