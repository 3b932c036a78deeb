package org.tinylcm.shell.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.tinylcm.drift.DriftMonitor;

/** What commands look at. Asked anew by each command, because stages come and go. */
interface Services {
    <T> Optional<T> find(Class<T> type);

    List<DriftMonitor> monitors();

    List<Bundle> bundles();

    /** A folder below the data folder. */
    Path data(String purpose);

    /** @throws CommandFailure there is no such service at the moment */
    default <T> T need(Class<T> type, String what) {
        return find(type).orElseThrow(() -> new CommandFailure(CommandFailure.MISSING, "There is no " + what
                + " at the moment; tlcm:bundles shows which bundles run, tlcm:logs why one may not"));
    }
}
