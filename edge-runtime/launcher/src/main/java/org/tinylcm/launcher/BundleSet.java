package org.tinylcm.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The bundles of a distribution. Installing is done against what the framework's cache already has: a bundle whose
 * file in the distribution has not changed since it was installed is left alone, so that one that was updated at run
 * time stays updated; one whose file has changed is updated, one whose file is gone is removed.
 */
final class BundleSet {
    private static final String LOCATION = "distribution:";

    private final Path folder;
    private final Path ledger;

    /**
     * @param folder jars of the distribution
     * @param ledger file that notes the digest of each jar as it was installed
     */
    BundleSet(Path folder, Path ledger) {
        this.folder = folder;
        this.ledger = ledger;
    }

    void installInto(Framework framework) throws IOException, BundleException {
        var context = framework.getBundleContext();
        var installed = readLedger();
        var present = new HashSet<String>();
        var bundles = new ArrayList<Bundle>();
        for (var jar : jars()) {
            var name = jar.getFileName().toString();
            present.add(LOCATION + name);
            bundles.add(install(context, jar, installed));
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

    private static Bundle install(BundleContext context, Path jar, Properties installed)
            throws IOException, BundleException {
        var name = jar.getFileName().toString();
        var digest = digest(jar);
        var bundle = context.getBundle(LOCATION + name);
        if (bundle == null) {
            try (InputStream in = Files.newInputStream(jar)) {
                bundle = context.installBundle(LOCATION + name, in);
            }
            bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel(bundle));
        } else if (!digest.equals(installed.getProperty(name))) {
            try (InputStream in = Files.newInputStream(jar)) {
                bundle.update(in);
            }
        }
        installed.setProperty(name, digest);
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

    private List<Path> jars() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".jar")).sorted().toList();
        }
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

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var sha = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
