package org.tinylcm.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** One OSGi framework on one data folder, from start to stop. */
final class Device implements AutoCloseable {
    private static final int START_LEVEL = 3;
    private static final long STOP_MILLIS = 60_000;
    private static final long TRIAL_STOP_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 1_000;
    private static final int HANGS = 70;

    private final Framework framework;
    private final StartSet set;
    private final FileChannel lockFile;
    private final FileLock lock;

    private Device(Framework framework, StartSet set, FileChannel lockFile, FileLock lock) {
        this.framework = framework;
        this.set = set;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Starts a framework with the bundles of the distribution, or of the latest update.
     *
     * @param data folder that the device writes to; only one device can use it at a time
     * @param properties framework properties besides those that every device has
     */
    static Device start(Home home, Path data, Map<String, String> properties) {
        try {
            Files.createDirectories(data.resolve("run"));
            var lockFile = FileChannel.open(data.resolve("run/lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            var lock = tryLock(lockFile);
            if (lock == null) {
                lockFile.close();
                throw new LaunchException("another device is running on " + data + ": stop it, or use another --data");
            }
            var set = StartSet.prepare(home.bundles(), data);
            return new Device(framework(set, home, data, properties), set, lockFile, lock);
        } catch (IOException e) {
            throw new LaunchException("cannot use the data folder " + data + ": " + e, e);
        } catch (BundleException e) {
            throw new LaunchException("the OSGi framework does not start: " + e.getMessage(), e);
        }
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Framework framework(StartSet set, Home home, Path data, Map<String, String> properties)
            throws BundleException, IOException {
        var config = new HashMap<String, String>();
        config.put(Constants.FRAMEWORK_STORAGE, data.resolve("cache").toString());
        config.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
        // The version that an update replaces can come back beside one that hangs.
        config.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        config.put("tinylcm.data", data.toString());
        // For the updater: what an update is built upon.
        config.put("tinylcm.bundles", home.bundles().toString());
        // A few dozen bundles are resolved sooner than threads for it are started.
        config.put("felix.resolver.parallelism", "1");
        // Only errors: what matters is said by the bundles themselves.
        config.put("felix.log.level", "1");
        // A component that fails is named by the operations bundle, in one line.
        config.put("ds.showerrors", "false");
        config.putAll(properties);
        var framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(config);
        framework.init();
        if (set.trial()) {
            TrialWatch.over(set, framework, START_LEVEL);
        }
        new BundleSet(set.jars(), data.resolve("cache/installed.properties")).installInto(framework);
        set.installed();
        framework.start();
        framework.adapt(FrameworkStartLevel.class).setStartLevel(START_LEVEL);
        return framework;
    }

    StartSet set() {
        return set;
    }

    Framework framework() {
        return framework;
    }

    /** Waits until something stops the framework: the source's end, a command, or {@link #close}. */
    void awaitStop() throws InterruptedException {
        long asked = 0;
        while (true) {
            var type = framework.waitForStop(LOOK_MILLIS).getType();
            if (type != FrameworkEvent.STOPPED_UPDATE && type != FrameworkEvent.WAIT_TIMEDOUT) {
                return;
            }
            if (set.again()) {
                asked = asked == 0 ? System.nanoTime() : asked;
                if (System.nanoTime() - asked > TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS)) {
                    // A bundle that hangs keeps the framework from stopping; the next start does without it.
                    Runtime.getRuntime().halt(HANGS);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            framework.stop();
            // A set on trial may be what keeps the framework from stopping.
            framework.waitForStop(set.onTrial() ? TRIAL_STOP_MILLIS : STOP_MILLIS);
        } catch (BundleException e) {
            System.err.println("The framework does not stop cleanly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            try {
                lock.close();
                lockFile.close();
            } catch (IOException e) {
                System.err.println("The lock of the data folder cannot be given back: " + e.getMessage());
            }
        }
    }
}
