package org.tinylcm.it.bad;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Does what the header {@code Bad-Activator} of its bundle says: {@code throw}, {@code hang}, {@code spin}, {@code exit}. */
public final class BadActivator implements BundleActivator {

    private static final long SPIN_NANOS = 20_000_000_000L;

    @Override
    public void start(BundleContext context) throws Exception {
        switch (context.getBundle().getHeaders("").get("Bad-Activator")) {
            case "throw" -> throw new IllegalStateException("there is a worm in it");
            case "hang" -> new CountDownLatch(1).await();
            case "spin" -> {
                // Deaf to interrupts, but not for ever: other tests want the processor.
                for (var begin = System.nanoTime(); System.nanoTime() - begin < SPIN_NANOS;) {
                    Thread.onSpinWait();
                }
            }
            default -> System.exit(3);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // There is nothing that was begun.
    }
}
