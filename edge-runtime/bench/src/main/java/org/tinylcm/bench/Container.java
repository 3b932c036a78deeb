package org.tinylcm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.tinylcm.release.BundleManifest;

/** The distribution's bundles in a framework of this process, with the API from its class path. */
final class Container implements AutoCloseable {
    private static final String API = "org.tinylcm.api.jar";
    private static final int START_LEVEL = 3;
    private static final long MOST_SECONDS = 60;

    private final Framework framework;

    private Container(Framework framework) {
        this.framework = framework;
    }

    /** @param properties framework properties of the device */
    static Container start(Path bundles, Path work, Map<String, String> properties)
            throws IOException, BundleException {
        var config = new HashMap<>(properties);
        config.put(Constants.FRAMEWORK_STORAGE, work.resolve("cache").toString());
        config.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
        config.put("tinylcm.data", work.resolve("data").toString());
        config.put("tinylcm.bundles", bundles.toString());
        config.put("ds.showerrors", "false");
        // As the launcher has it.
        config.put("felix.resolver.parallelism", "1");
        var packages = new ArrayList<String>();
        for (var clause : BundleManifest.read(bundles.resolve(API), API).exports()) {
            clause.paths().forEach(name -> packages.add(name + ";version=" + clause.attributes().get("version")));
        }
        config.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", packages));
        var framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(config);
        framework.init();
        for (var jar : jars(bundles)) {
            var name = jar.getFileName().toString();
            try (var in = Files.newInputStream(jar)) {
                var bundle = framework.getBundleContext().installBundle("distribution:" + name, in);
                bundle.adapt(BundleStartLevel.class).setStartLevel(!name.startsWith("org.tinylcm.") ? 1
                        : name.startsWith("org.tinylcm.config") || name.startsWith("org.tinylcm.ops") ? 2 : 3);
                bundle.start();
            }
        }
        framework.start();
        framework.adapt(FrameworkStartLevel.class).setStartLevel(START_LEVEL);
        return new Container(framework);
    }

    private static List<Path> jars(Path bundles) throws IOException {
        try (var files = Files.list(bundles)) {
            return files.filter(f -> f.toString().endsWith(".jar") && !f.getFileName().toString().equals(API)).sorted()
                    .toList();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context().getBundles()).filter(one -> symbolicName.equals(one.getSymbolicName())).findFirst()
                .orElseThrow(() -> new BenchException("the device has no " + symbolicName));
    }

    /** Waits for a service. */
    <T> T service(Class<T> type) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        for (var found = context().getServiceReference(type);; found = context().getServiceReference(type)) {
            if (found != null) {
                return context().getService(found);
            }
            if (System.nanoTime() > end) {
                throw new BenchException("the device gives no " + type.getSimpleName());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(TimeUnit.SECONDS.toMillis(MOST_SECONDS));
    }
}
