package org.tinylcm.sync.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Path;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.LocationDoc;
import org.tinylcm.sync.client.StateFile;

/** Where the device is, as far as it was asked to know. The last position found is kept, with its time. */
final class Whereabouts {
    private static final System.Logger logger = System.getLogger(Whereabouts.class.getName());

    record Doc(LocationDoc location) {
    }

    private final String method;
    private final Locator locator;
    private final StateFile<Doc> state;
    private volatile LocationDoc known;
    private boolean failing;

    /** @param method name of the locator's way: a position found in another way is forgotten */
    Whereabouts(String method, Locator locator, FileOps ops, Path file) {
        this.method = method;
        this.locator = locator;
        state = new StateFile<>(ops, file, Doc.class, new Doc(null));
        var kept = state.get().location();
        if (kept != null && !kept.method().equals(method)) {
            state.set(new Doc(null));
            kept = null;
        }
        known = kept;
    }

    /** Null if it is not known, or nobody's business. */
    LocationDoc known() {
        return known;
    }

    void refresh() {
        try {
            var found = locator.find();
            if (found != null) {
                state.set(new Doc(found));
                known = found;
            }
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                logger.log(WARNING, "The position is not known by way of {0}: {1}", method, e.getMessage());
            }
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
