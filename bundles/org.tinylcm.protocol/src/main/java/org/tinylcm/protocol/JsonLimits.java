package org.tinylcm.protocol;

/**
 * How much of a document is read before it is refused.
 *
 * @param bytes most bytes
 * @param depth deepest nesting
 * @param values most values, counted over all levels
 */
public record JsonLimits(int bytes, int depth, int values) {
    /** For one document: 1 MiB, 32 levels, 100,000 values. */
    public static final JsonLimits DOCUMENT = new JsonLimits(1 << 20, 32, 100_000);
    /** For the report of a run: 256 MiB, 32 levels, 10 million values. */
    public static final JsonLimits REPORT = new JsonLimits(256 << 20, 32, 10_000_000);

    public JsonLimits {
        if (bytes < 1 || depth < 1 || values < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }
}
