package org.tinylcm.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tiny device run}: one device until the source ends or somebody stops it. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Run frames through the pipeline until the source ends or Ctrl-C.")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--pack", required = true, paramLabel = "FILE", description = "model pack, made by 'tiny device pack'")
    private Path pack;

    @Option(names = "--source", required = true, paramLabel = "SOURCE",
            description = "a folder of images, a .csv list of images (file,label,segment), a .csv or .npy file of"
                    + " vectors, 'camera', or the http address of an MJPEG stream")
    private String source;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data",
            description = "folder for everything the device writes (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--loop", description = "start over when the source has ended")
    private boolean loop;

    @Option(names = "--watch", description = "after the images of the folder, wait for new ones")
    private boolean watch;

    @Option(names = "--labels", paramLabel = "none|folder", defaultValue = "none",
            description = "where true labels of a folder's images come from; they are only used to measure"
                    + " (default: ${DEFAULT-VALUE})")
    private String labels;

    @Option(names = "--rate", paramLabel = "FPS", defaultValue = "0",
            description = "frames a second to take from files at most; 0 is as fast as they can be looked at")
    private double rate;

    @Option(names = "--exit-at-end", description = "stop when the source has ended")
    private boolean exitAtEnd;

    @Option(names = "--report", paramLabel = "FILE", description = "write one line a frame and a summary, as JSON")
    private Path report;

    @Option(names = "--quiet", description = "no running log, only warnings and errors")
    private boolean quiet;

    @Option(names = "--profile", paramLabel = "NAME", defaultValue = "default",
            description = "'default' or 'pi-zero': a set of configuration values (default: ${DEFAULT-VALUE})")
    private String profile;

    @Option(names = "--etc", paramLabel = "DIR", description = "configuration folder (default: etc of the distribution)")
    private Path etc;

    @Option(names = "--set", paramLabel = "PID/KEY=VALUE",
            description = "a configuration value for this run, e.g. org.tinylcm.quarantine/max.samples=200")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        var home = Home.find();
        var properties = properties(home);
        var running = new AtomicReference<Device>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "tinylcm-stop"));
        boolean again;
        do {
            var device = Device.start(home, data.toAbsolutePath().normalize(), properties);
            running.set(device);
            if (PackWatch.await(device.framework().getBundleContext())) {
                device.awaitStop();
                again = device.set().again();
            } else {
                again = device.set().undecided();
                if (!again) {
                    System.exit(1);
                }
                device.set().revert("the new set takes no model pack");
            }
            close(running);
        } while (again);
        return 0;
    }

    /** Once, by whoever comes first; the other one waits until it is done. */
    private static synchronized void close(AtomicReference<Device> running) {
        var device = running.getAndSet(null);
        if (device != null) {
            device.close();
        }
    }

    private Map<String, String> properties(Home home) {
        if (!Files.isRegularFile(pack)) {
            throw new LaunchException("--pack: there is no file " + pack);
        }
        var properties = new LinkedHashMap<String, String>();
        etcFolders(home, properties);
        // No --set: a pack that an update brings takes its place.
        properties.put("tinylcm.default:org.tinylcm.pack/path", absolute(pack));
        sourceSettings(properties);
        if (!quiet) {
            // The running log tells what matters in its own words; the log file has all of it.
            set(properties, "org.tinylcm.ops.log/console.level", "WARN");
        }
        settings.forEach((key, value) -> set(properties, key, value));
        properties.put("tinylcm.exit_at_end", String.valueOf(exitAtEnd));
        properties.put("tinylcm.console", quiet ? "quiet" : "progress");
        if (report != null) {
            properties.put("tinylcm.report", absolute(report));
        }
        return properties;
    }

    private void etcFolders(Home home, Map<String, String> properties) {
        var base = etc == null ? home.etc() : etc;
        if (!Files.isDirectory(base)) {
            throw new LaunchException("--etc: there is no folder " + base);
        }
        properties.put("tinylcm.etc", absolute(base));
        if (!profile.equals("default")) {
            var chosen = home.profile(profile);
            if (!profile.matches("[a-z0-9-]+") || !Files.isDirectory(chosen)) {
                throw new LaunchException("--profile: there is no profile '" + profile + "'");
            }
            properties.put("tinylcm.profile", absolute(chosen));
        }
    }

    private void sourceSettings(Map<String, String> properties) {
        if (source.equals("camera")) {
            set(properties, "org.tinylcm.source.camera/url", "");
            return;
        }
        if (source.startsWith("http://") || source.startsWith("https://")) {
            set(properties, "org.tinylcm.source.camera/url", source);
            return;
        }
        var path = Path.of(source);
        if (!Files.exists(path)) {
            throw new LaunchException("--source: there is no file or folder " + path
                    + " (others are 'camera' and an http address)");
        }
        if (Files.isDirectory(path) || SourceKind.isImageList(path)) {
            set(properties, "org.tinylcm.source.directory/path", absolute(path));
            set(properties, "org.tinylcm.source.directory/mode", watch ? "watch" : "replay");
            set(properties, "org.tinylcm.source.directory/loop", String.valueOf(loop));
            set(properties, "org.tinylcm.source.directory/label.from", Files.isDirectory(path) ? labels : "csv");
            set(properties, "org.tinylcm.source.directory/rate", String.valueOf(rate));
        } else {
            set(properties, "org.tinylcm.source.vector/path", absolute(path));
            set(properties, "org.tinylcm.source.vector/loop", String.valueOf(loop));
        }
    }

    private static void set(Map<String, String> properties, String key, String value) {
        if (key.indexOf('/') < 1) {
            throw new LaunchException("--set: '" + key + "' is not PID/KEY");
        }
        properties.put("tinylcm.config:" + key, value);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
