package org.tinylcm.updater.internal;

import java.time.Instant;
import org.tinylcm.protocol.Versioned;
import org.tinylcm.protocol.update.SignedDoc;

/**
 * The update under way, as it is on disk.
 *
 * @param release what is wanted
 * @param deployment as the platform counts them, 0 if it came from a file
 * @param force as the platform says
 * @param file {@code .tlcu} file that it came from, null if it came from the platform
 * @param set number of the set that it makes, 0 before there is one
 * @param snapshot id of the snapshot of the state before, null if there is none
 * @param before how the old set did, null before that was looked at
 */
record Journal(int schemaVersion, SignedDoc release, String name, long deployment, boolean force, String file,
        long set, String snapshot, Trial.Before before, Instant begun) implements Versioned {
    static final int VERSION = 1;

    Journal named(String releaseName) {
        return new Journal(schemaVersion, release, releaseName, deployment, force, file, set, snapshot, before, begun);
    }

    Journal withSet(long id, String snapshotId, Trial.Before figures) {
        return new Journal(schemaVersion, release, name, deployment, force, file, id, snapshotId, figures, begun);
    }
}
