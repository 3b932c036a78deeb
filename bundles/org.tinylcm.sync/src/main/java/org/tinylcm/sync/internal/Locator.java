package org.tinylcm.sync.internal;

import java.io.IOException;
import org.tinylcm.protocol.LocationDoc;

/** A way to find out where the device is. */
@FunctionalInterface
interface Locator {

    /**
     * Asks once.
     *
     * @return null if it is not known
     * @throws IOException the way does not work at the moment
     */
    LocationDoc find() throws IOException, InterruptedException;
}
