package org.tinylcm.release.set;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.durable.DurableFiles;
import org.tinylcm.durable.FileOps;

/**
 * The folder {@code data/update}.
 *
 * @param root the folder
 */
public record UpdateFolder(Path root) {
    private static final String PACK_PID = "org.tinylcm.pack";

    /** @throws UncheckedIOException it cannot be made */
    public void create() {
        for (var folder : new Path[] {artifacts(), sets(), etc()}) {
            DurableFiles.createFolder(FileOps.disk(), folder);
        }
    }

    public Path boot() {
        return root.resolve("boot");
    }

    /** As long as it is there the framework's cache may hold a mixture of two sets. */
    public Path unclean() {
        return root.resolve("unclean");
    }

    /** Name of the bundle that a start on trial is at. */
    public Path starting() {
        return root.resolve("starting");
    }

    /** Asks the launcher to start again after the framework has stopped. */
    public Path restart() {
        return root.resolve("restart");
    }

    public Path artifacts() {
        return root.resolve("artifacts");
    }

    public Path artifact(String sha256) {
        return artifacts().resolve(sha256);
    }

    public Path sets() {
        return root.resolve("sets");
    }

    public Path set(long id) {
        return sets().resolve(String.valueOf(id));
    }

    /** Configuration that the active set brings. */
    public Path etc() {
        return root.resolve("etc");
    }

    /**
     * Writes the configuration of a set; what another set left there goes.
     *
     * @param set null for the distribution, which brings none
     * @throws UncheckedIOException it cannot be written
     */
    public void configure(SetFile set) {
        var files = new TreeMap<String, Map<String, String>>();
        if (set != null) {
            files.putAll(set.configuration());
            if (set.pack() != null) {
                files.put(PACK_PID, Map.of("path", artifact(set.pack().sha256()).toString()));
            }
        }
        try {
            var wanted = new HashSet<String>();
            for (var file : files.entrySet()) {
                var name = file.getKey() + ".cfg";
                wanted.add(name);
                var properties = new Properties();
                properties.putAll(file.getValue());
                write(etc().resolve(name), properties);
            }
            removeOthers(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + etc() + ": " + e.getMessage(), e);
        }
    }

    /** The same content stays the same file: nobody has to look at it again. */
    private static void write(Path file, Properties properties) throws IOException {
        if (!Files.exists(file) || !SetFile.load(file).equals(properties)) {
            AtomicFile.write(file, SetFile.bytes(properties));
        }
    }

    private void removeOthers(Set<String> wanted) throws IOException {
        var removed = false;
        try (var files = Files.newDirectoryStream(etc())) {
            for (var file : files) {
                if (!wanted.contains(file.getFileName().toString())) {
                    FileOps.disk().deleteIfExists(file);
                    removed = true;
                }
            }
        }
        if (removed) {
            FileOps.disk().syncFolder(etc());
        }
    }
}
