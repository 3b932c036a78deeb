package org.tinylcm.update;

import java.time.Instant;

/**
 * A bundle.
 *
 * @param sha256 of its file, empty if it is not known
 * @param state {@code active}, {@code resolved}, {@code installed}, {@code starting}, {@code stopping}
 * @param since when this version came onto the device, null for that of the distribution
 */
public record BundleInfo(String name, String version, String sha256, String state, Instant since) {
}
