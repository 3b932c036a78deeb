package org.tinylcm.protocol.update;

import org.tinylcm.protocol.Checks;

/**
 * A file of a release.
 *
 * @param kind {@link #BUNDLE} or {@link #PACK}
 * @param name symbolic name of the bundle, name of the pack
 * @param version as its manifest says
 * @param bytes size, 1 byte to 1 GiB
 * @param sha256 of the file, lower-case hexadecimal
 */
public record ArtifactDoc(String kind, String name, String version, long bytes, String sha256) {
    public static final String BUNDLE = "bundle";
    public static final String PACK = "pack";
    /** Most bytes of one file. */
    public static final long MOST_BYTES = 1L << 30;

    public ArtifactDoc {
        if (!BUNDLE.equals(kind) && !PACK.equals(kind)) {
            throw new IllegalArgumentException("'kind' must be 'bundle' or 'pack'");
        }
        Checks.name(name, "name");
        Checks.name(version, "version");
        if (bytes < 1 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("'bytes' must be 1.." + MOST_BYTES + ", not " + bytes);
        }
        Checks.hex(sha256, "sha256", 64);
    }
}
