package org.tinylcm.updater.internal;

import java.util.Set;

/** Bundles that the updater runs upon: a change that reaches one of them takes a new start of the framework. */
final class Core {
    static final Set<String> BUNDLES = Set.of("org.tinylcm.updater", "org.tinylcm.api", "org.tinylcm.protocol",
            "org.apache.felix.scr", "org.apache.felix.configadmin", "com.google.gson");

    private Core() {
    }
}
