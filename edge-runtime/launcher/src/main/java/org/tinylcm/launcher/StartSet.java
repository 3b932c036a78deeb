package org.tinylcm.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tinylcm.durable.DurableFiles;
import org.tinylcm.durable.FileOps;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.set.BootRecord;
import org.tinylcm.release.set.Distribution;
import org.tinylcm.release.set.SetFile;
import org.tinylcm.release.set.UpdateFolder;

/**
 * Which bundles a device starts with: those of the distribution, or those of the set that an update brought. A set that
 * was started several times without being confirmed is left for the one before it, and so is one that is not whole. A
 * distribution that was exchanged on disk wins over every set that was built upon the old one.
 */
final class StartSet {
    private static final System.Logger logger = System.getLogger(StartSet.class.getName());

    /** A bundle's file and its digest. */
    record Jar(Path file, String sha256) {
    }

    private final UpdateFolder folder;
    private final Path cache;
    private final BootRecord boot;
    private final SortedMap<String, Jar> jars;

    private StartSet(UpdateFolder folder, Path cache, BootRecord boot, SortedMap<String, Jar> jars) {
        this.folder = folder;
        this.cache = cache;
        this.boot = boot;
        this.jars = jars;
    }

    /** Decides, and makes the disk fit the decision. */
    static StartSet prepare(Path bundles, Path data) throws IOException {
        var distribution = Distribution.read(bundles);
        var folder = new UpdateFolder(data.resolve("update"));
        var cache = data.resolve("cache");
        if (!Files.exists(folder.boot())) {
            return new StartSet(folder, cache, BootRecord.DISTRIBUTION, jars(distribution));
        }
        folder.create();
        Files.deleteIfExists(folder.restart());
        var boot = decide(folder, distribution);
        SortedMap<String, Jar> jars;
        SetFile set = null;
        try {
            set = boot.active() == 0 ? null : set(folder, boot.active(), distribution);
            jars = set == null ? jars(distribution) : jars(folder, set, distribution);
        } catch (IOException | IllegalArgumentException e) {
            logger.log(System.Logger.Level.ERROR, "The set {0} is not whole: {1}", boot.active(), e.getMessage());
            boot = change(folder, boot.active() == boot.previous()
                    ? BootRecord.distribution(e.getMessage())
                    : boot.reverted(e.getMessage()));
            set = boot.active() == 0 ? null : set(folder, boot.active(), distribution);
            jars = set == null ? jars(distribution) : jars(folder, set, distribution);
        }
        if (Files.exists(folder.unclean())) {
            delete(cache);
        }
        folder.configure(set);
        return new StartSet(folder, cache, boot, jars);
    }

    private static BootRecord decide(UpdateFolder folder, Distribution distribution) throws IOException {
        var boot = BootRecord.read(folder.boot());
        if (boot.active() != 0 && Files.exists(folder.set(boot.active()))
                && !SetFile.read(folder.set(boot.active())).base().equals(distribution.digest())) {
            logger.log(System.Logger.Level.INFO, "The distribution was exchanged: it is started as it is");
            return change(folder, BootRecord.distribution("the distribution was exchanged on disk"));
        }
        if (boot.state() != BootRecord.State.TRIAL) {
            return boot;
        }
        if (boot.starts() >= BootRecord.MOST_STARTS) {
            var at = Files.exists(folder.starting()) ? Files.readString(folder.starting()) : "";
            var reason = BootRecord.MOST_STARTS + " starts of the new set ended before it was confirmed"
                    + (at.isEmpty() ? "" : ", the last one " + at);
            logger.log(System.Logger.Level.ERROR, "The previous set is started: {0}", reason);
            return change(folder, boot.reverted(reason));
        }
        var started = boot.started();
        started.write(folder.boot());
        Files.writeString(folder.starting(), "before any bundle was started");
        return started;
    }

    /** Whatever the framework has in its cache is not what is started now. */
    private static BootRecord change(UpdateFolder folder, BootRecord to) throws IOException {
        Files.writeString(folder.unclean(), "");
        to.write(folder.boot());
        return to;
    }

    private static SetFile set(UpdateFolder folder, long id, Distribution distribution) throws IOException {
        var set = SetFile.read(folder.set(id));
        if (!set.base().equals(distribution.digest())) {
            throw new IllegalArgumentException("it was built upon another distribution");
        }
        return set;
    }

    private static SortedMap<String, Jar> jars(Distribution distribution) {
        var jars = new TreeMap<String, Jar>();
        distribution.digests().forEach((name, digest) ->
                jars.put(name, new Jar(distribution.folder().resolve(name), digest)));
        return jars;
    }

    private static SortedMap<String, Jar> jars(UpdateFolder folder, SetFile set, Distribution distribution)
            throws IOException {
        var jars = new TreeMap<String, Jar>();
        for (var bundle : set.bundles().entrySet()) {
            var sha256 = bundle.getValue().sha256();
            if (sha256.equals(distribution.digests().get(bundle.getKey()))) {
                jars.put(bundle.getKey(), new Jar(distribution.folder().resolve(bundle.getKey()), sha256));
            } else {
                jars.put(bundle.getKey(), new Jar(checked(folder, bundle.getValue()), sha256));
            }
        }
        if (set.pack() != null) {
            checked(folder, set.pack());
        }
        return jars;
    }

    private static Path checked(UpdateFolder folder, SetFile.Item item) throws IOException {
        var file = folder.artifact(item.sha256());
        if (!Files.exists(file) || !Sha256.hex(file).equals(item.sha256())) {
            throw new IllegalArgumentException(item.name() + " " + item.version() + " is missing or damaged");
        }
        return file;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    /** By the name that the bundle's location is made of. */
    SortedMap<String, Jar> jars() {
        return jars;
    }

    boolean trial() {
        return boot.state() == BootRecord.State.TRIAL;
    }

    /** True as long as nobody has decided about the set that this start began to try. */
    boolean undecided() {
        return trial() && onTrial();
    }

    /** True if a set is tried at the moment, whether it was started or came while the device ran. */
    boolean onTrial() {
        return BootRecord.read(folder.boot()).state() == BootRecord.State.TRIAL;
    }

    /** The framework's cache holds exactly this set. */
    void installed() {
        DurableFiles.delete(FileOps.disk(), folder.unclean());
    }

    /** For the reason, should this start not come to its end. */
    void note(String moment) {
        try {
            Files.writeString(folder.starting(), moment);
        } catch (IOException e) {
            logger.log(System.Logger.Level.WARNING, "Cannot note what is started: {0}", e.getMessage());
        }
    }

    /** Goes back to the previous set with the next start. */
    void revert(String reason) {
        try {
            change(folder, BootRecord.read(folder.boot()).reverted(reason));
        } catch (IOException e) {
            throw new LaunchException("cannot go back to the previous set: " + e.getMessage(), e);
        }
    }

    /** True if the updater has asked for another start. */
    boolean again() {
        return Files.exists(folder.restart());
    }
}
