package org.tinylcm.protocol.update;

import org.tinylcm.protocol.Checks;
import org.tinylcm.protocol.Versioned;

/**
 * What the platform wants on a device. The release counts by its signatures; the rest is only the server's word.
 *
 * @param deployment number of this assignment, rises per device
 * @param release a signed {@link ReleaseDoc}
 * @param force do it even outside the hours that the device keeps for downloads
 */
public record DesiredStateDoc(int schemaVersion, long deployment, SignedDoc release, boolean force)
        implements Versioned {
    public static final int VERSION = 1;

    public DesiredStateDoc {
        if (deployment < 1) {
            throw new IllegalArgumentException("'deployment' must be at least 1, not " + deployment);
        }
        Checks.required(release, "release");
    }
}
