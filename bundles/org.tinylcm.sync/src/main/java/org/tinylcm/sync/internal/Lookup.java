package org.tinylcm.sync.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A service that is asked for when it is needed. This bundle listens to the pipeline and looks at it; two references
 * that point at each other would make Declarative Services give up on one of them.
 */
final class Lookup<T> implements Supplier<Optional<T>> {
    private final BundleContext context;
    private final Class<T> type;
    private ServiceReference<T> reference;
    private T service;

    Lookup(BundleContext context, Class<T> type) {
        this.context = context;
        this.type = type;
    }

    @Override
    public synchronized Optional<T> get() {
        try {
            var now = context.getServiceReference(type);
            if (now == null || !now.equals(reference) || service == null) {
                reference = now;
                service = now == null ? null : context.getService(now);
            }
            return Optional.ofNullable(service);
        } catch (IllegalStateException e) {
            // This bundle is being stopped.
            return Optional.empty();
        }
    }
}
