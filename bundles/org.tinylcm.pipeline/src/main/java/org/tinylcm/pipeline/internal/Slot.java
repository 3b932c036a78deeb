package org.tinylcm.pipeline.internal;

/**
 * One exchangeable stage and who gives it. During a replacement Declarative Services may bind the new service before
 * it unbinds the old one; a slot therefore only lets go of what it still holds.
 */
final class Slot<T> {
    private volatile T service;
    private volatile String provider = "";

    void fill(T newService, String newProvider) {
        service = newService;
        provider = newProvider;
    }

    /** @return true if the service was the one in use */
    boolean empty(Object oldService) {
        if (service != oldService) {
            return false;
        }
        service = null;
        provider = "";
        return true;
    }

    T get() {
        return service;
    }

    String provider() {
        return provider;
    }
}
