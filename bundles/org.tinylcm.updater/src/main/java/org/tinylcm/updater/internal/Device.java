package org.tinylcm.updater.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** The framework and its services, each of which may be missing while it is replaced. */
final class Device {
    private final BundleContext context;

    Device(BundleContext context) {
        this.context = context;
    }

    <T> Optional<T> find(Class<T> type) {
        var reference = context.getServiceReference(type);
        return reference == null ? Optional.empty() : Optional.ofNullable(context.getService(reference));
    }

    /** True from the moment on that somebody stops the device. */
    boolean stops() {
        var state = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState();
        return state != Bundle.ACTIVE && state != Bundle.STARTING;
    }

    /** Stops the framework, from a thread of its own: it waits for those that run in it. */
    void stop() {
        var system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        new Thread(() -> {
            try {
                system.stop();
            } catch (BundleException e) {
                throw new UpdateFailure("the framework does not stop", e);
            }
        }, "tinylcm-restart").start();
    }

    /** Versions of the packages that the framework itself exports, by name. */
    Map<String, List<Version>> packages() {
        var packages = new TreeMap<String, List<Version>>();
        var wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(BundleWiring.class);
        for (var capability : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            var attributes = capability.getAttributes();
            packages.merge(String.valueOf(attributes.get(PackageNamespace.PACKAGE_NAMESPACE)),
                    List.of((Version) attributes.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)), (a, b) -> {
                        var both = new ArrayList<>(a);
                        both.addAll(b);
                        return both;
                    });
        }
        return packages;
    }

    List<Bundle> bundles() {
        return List.of(context.getBundles());
    }

    static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            default -> "uninstalled";
        };
    }
}
