package org.tinylcm.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;

/** Waits for the model pack to be accepted: without one a device has nothing to do. */
final class PackWatch {
    private static final String ACCEPTED = "(objectClass=org.tinylcm.model.ModelPack)";
    private static final String REFUSED = "(tinylcm.pack.refused=*)";
    /** Looking at a pack takes a child process for its network, which may take its time on a slow card. */
    private static final long SECONDS = 60;

    private PackWatch() {
    }

    /** @return false if the pack was not taken; the reason was logged */
    static boolean await(BundleContext context) throws InterruptedException {
        var decided = new CountDownLatch(1);
        ServiceListener listener = event -> decided.countDown();
        try {
            context.addServiceListener(listener, "(|" + ACCEPTED + REFUSED + ")");
            if (!there(context, ACCEPTED) && !there(context, REFUSED)) {
                decided.await(SECONDS, TimeUnit.SECONDS);
            }
            return there(context, ACCEPTED);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private static boolean there(BundleContext context, String filter) throws InvalidSyntaxException {
        return context.getAllServiceReferences(null, filter) != null;
    }
}
