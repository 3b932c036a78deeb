package org.tinylcm.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;

/** Waits for the model pack to be accepted: without one a device has nothing to do. */
final class PackWatch {
    private static final String SERVICE = "org.tinylcm.model.ModelPack";
    private static final long SECONDS = 20;

    private PackWatch() {
    }

    /** @return false if the pack was not taken; the reason was logged */
    static boolean await(BundleContext context) throws InterruptedException {
        var found = new CountDownLatch(1);
        ServiceListener listener = event -> found.countDown();
        try {
            context.addServiceListener(listener, "(objectClass=" + SERVICE + ")");
            if (context.getAllServiceReferences(SERVICE, null) != null) {
                return true;
            }
            return found.await(SECONDS, TimeUnit.SECONDS);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } finally {
            context.removeServiceListener(listener);
        }
    }
}
