package org.tinylcm.protocol.update;

import org.tinylcm.protocol.Checks;

/**
 * A bundle on a device.
 *
 * @param sha256 of its file
 * @param state {@code active}, {@code resolved}, {@code installed}, …
 */
public record InstalledBundle(String name, String version, String sha256, String state) {

    public InstalledBundle {
        Checks.name(name, "name");
        Checks.name(version, "version");
        Checks.hex(sha256, "sha256", 64);
        Checks.name(state, "state");
    }
}
