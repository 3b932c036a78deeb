package org.tinylcm.state;

import java.util.Map;
import java.util.Objects;

/**
 * What one stage wants to find again. Values can be read by a person in the snapshot; vectors sit beside them in a
 * binary block.
 *
 * @param version schema version of the stage's own choosing, from 1
 * @param values String, Long, Double, Boolean, and List and Map of these (keys String). A Double comes back bit for
 *         bit, NaN and infinities included; an Integer comes back as Long, a Float as Double
 * @param vectors float blocks by name; come back bit for bit. The arrays are handed over: nobody may write to them
 */
public record ComponentState(int version, Map<String, Object> values, Map<String, float[]> vectors) {

    public ComponentState {
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, not " + version);
        }
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(vectors, "vectors");
    }

    public long number(String key) {
        return value(key, Number.class).longValue();
    }

    public double real(String key) {
        return value(key, Number.class).doubleValue();
    }

    public String text(String key) {
        return value(key, String.class);
    }

    public boolean flag(String key) {
        return value(key, Boolean.class);
    }

    /** @throws IllegalArgumentException there is no such block */
    public float[] vector(String key) {
        var vector = vectors.get(key);
        if (vector == null) {
            throw new IllegalArgumentException("state has no vector '" + key + "'");
        }
        return vector;
    }

    private <T> T value(String key, Class<T> type) {
        var value = values.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("state has no " + type.getSimpleName() + " '" + key + "'");
        }
        return type.cast(value);
    }
}
