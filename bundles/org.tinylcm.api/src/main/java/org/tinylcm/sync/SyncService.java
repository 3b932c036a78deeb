package org.tinylcm.sync;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The device's connection to its platform; without a platform there is no such service. Safe for any thread. */
@ProviderType
public interface SyncService {

    SyncStatus status();

    /** What waits to be sent, in the order of sending. */
    List<SpooledPackage> waiting();

    /** Calls the platform and uploads without waiting for the next time; returns at once. */
    void now();
}
