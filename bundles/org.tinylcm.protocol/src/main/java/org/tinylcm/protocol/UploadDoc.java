package org.tinylcm.protocol;

import java.time.Instant;

/**
 * How far the upload of a package is: the answer to {@code GET} and {@code PUT packages/{id}}.
 *
 * @param packageId the package
 * @param offset bytes that are on the platform's disk: the next part begins here
 * @param total size of the package
 * @param sha256 digest of the whole package as the device stated it
 * @param receipt there once the platform answers for the package: the device may delete it
 */
public record UploadDoc(int schemaVersion, String packageId, long offset, long total, String sha256, Receipt receipt)
        implements Versioned {
    public static final int VERSION = 1;

    public UploadDoc {
        Checks.id(packageId, "packageId");
        if (offset < 0 || total < offset) {
            throw new IllegalArgumentException("'offset' must be 0..total");
        }
    }

    /**
     * @param at when all of it was on disk, digest checked
     * @param state {@code received}, {@code imported}, {@code failed} (kept for a person), {@code duplicate}; a reader
     *         must bear others
     */
    public record Receipt(Instant at, String state) {
        public Receipt {
            Checks.required(at, "at");
            Checks.required(state, "state");
        }
    }
}
