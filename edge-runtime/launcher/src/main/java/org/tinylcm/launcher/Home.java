package org.tinylcm.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The installed distribution: {@code bin/ lib/ bundles/ etc/ profiles/}.
 *
 * @param root its folder
 */
record Home(Path root) {

    /** The folder named by the system property {@code tinylcm.home}, which the start script sets. */
    static Home find() {
        var property = System.getProperty("tinylcm.home");
        if (property == null) {
            throw new LaunchException("the system property tinylcm.home is not set: start with bin/tinylcm");
        }
        var home = new Home(Path.of(property).toAbsolutePath().normalize());
        if (!Files.isDirectory(home.bundles())) {
            throw new LaunchException(home.root() + " is no TinyLCM distribution: it has no folder 'bundles'");
        }
        return home;
    }

    Path bundles() {
        return root.resolve("bundles");
    }

    Path etc() {
        return root.resolve("etc");
    }

    Path profile(String name) {
        return root.resolve("profiles").resolve(name);
    }
}
