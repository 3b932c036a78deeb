package org.tinylcm.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Properties;
import java.util.SortedMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The bundles that a device is started with. Installing is done against what the framework's cache already has: a bundle whose
 * file has not changed since it was installed is left alone, so that one that was updated at run
 * time stays updated; one whose file has changed is updated, one whose file is gone is removed.
 */
final class BundleSet {
    private static final String LOCATION = "distribution:";

    private final SortedMap<String, StartSet.Jar> jars;
    private final Path ledger;

    /**
     * @param jars by name
     * @param ledger file that notes the digest of each jar as it was installed
     */
    BundleSet(SortedMap<String, StartSet.Jar> jars, Path ledger) {
        this.jars = jars;
        this.ledger = ledger;
    }

    void installInto(Framework framework) throws IOException, BundleException {
        var context = framework.getBundleContext();
        var installed = readLedger();
        var present = new HashSet<String>();
        var bundles = new ArrayList<Bundle>();
        for (var jar : jars.entrySet()) {
            present.add(LOCATION + jar.getKey());
            bundles.add(install(context, jar.getKey(), jar.getValue(), installed));
        }
        for (var bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION) && !present.contains(bundle.getLocation())) {
                bundle.uninstall();
                installed.remove(bundle.getLocation().substring(LOCATION.length()));
            }
        }
        writeLedger(installed);
        for (var bundle : bundles) {
            if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private static Bundle install(BundleContext context, String name, StartSet.Jar jar, Properties installed)
            throws IOException, BundleException {
        var bundle = context.getBundle(LOCATION + name);
        if (bundle == null) {
            try (InputStream in = Files.newInputStream(jar.file())) {
                bundle = context.installBundle(LOCATION + name, in);
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel(bundle));
        } else if (!jar.sha256().equals(installed.getProperty(name))) {
            try (InputStream in = Files.newInputStream(jar.file())) {
                bundle.update(in);
            }
        }
        installed.setProperty(name, jar.sha256());
        return bundle;
    }

    /** Infrastructure, then configuration, then everything that is configured: nothing starts with wrong defaults. */
    private static int startLevel(Bundle bundle) {
        var name = bundle.getHeaders("").get(Constants.BUNDLE_SYMBOLICNAME);
        if (!name.startsWith("org.tinylcm.")) {
            return 1;
        }
        return name.startsWith("org.tinylcm.config") || name.startsWith("org.tinylcm.ops") ? 2 : 3;
    }

    private Properties readLedger() throws IOException {
        var properties = new Properties();
        if (Files.exists(ledger)) {
            try (var in = Files.newBufferedReader(ledger, StandardCharsets.UTF_8)) {
                properties.load(in);
            }
        }
        return properties;
    }

    private void writeLedger(Properties properties) throws IOException {
        var temp = ledger.resolveSibling(ledger.getFileName() + ".tmp");
        try (var out = Files.newBufferedWriter(temp, StandardCharsets.UTF_8)) {
            properties.store(out, null);
        }
        Files.move(temp, ledger, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
