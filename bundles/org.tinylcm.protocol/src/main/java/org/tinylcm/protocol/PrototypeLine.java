package org.tinylcm.protocol;

/**
 * One prototype that a device classifies by, in {@code prototypes.jsonl} of a model package.
 *
 * @param label its class
 * @param origin {@code pack}, {@code adaptation} or {@code feedback}
 * @param features transformed features
 */
public record PrototypeLine(int schemaVersion, String label, String origin, float[] features) implements Versioned {
    public static final int VERSION = 1;
    /** Most lines of a package: people look at them, and many more would only be points on points. */
    public static final int MOST = 300;

    public PrototypeLine {
        Checks.required(label, "label");
        Checks.required(origin, "origin");
        Checks.required(features, "features");
    }
}
