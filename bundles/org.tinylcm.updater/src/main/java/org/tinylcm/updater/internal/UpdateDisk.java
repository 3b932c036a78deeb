package org.tinylcm.updater.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.DeploymentEvent;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.set.BootRecord;
import org.tinylcm.release.set.SetFile;
import org.tinylcm.release.set.UpdateFolder;

/** What the updater keeps in {@code data/update}; every file is replaced in one step. */
final class UpdateDisk {
    private static final JsonLimits LIMITS = new JsonLimits(4 << 20, 32, 200_000);
    private static final int MOST_EVENTS = 500;

    private final UpdateFolder folder;

    UpdateDisk(Path root) {
        folder = new UpdateFolder(root);
        folder.create();
        AtomicFile.clean(FileOps.disk(), folder.root());
        AtomicFile.clean(FileOps.disk(), folder.artifacts());
    }

    UpdateFolder folder() {
        return folder;
    }

    BootRecord boot() {
        return BootRecord.read(folder.boot());
    }

    void boot(BootRecord record) {
        record.write(folder.boot());
    }

    /** Empty for the distribution. */
    Optional<SetFile> set(long id) {
        try {
            return id == 0 ? Optional.empty() : Optional.of(SetFile.read(folder.set(id)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the set " + id + ": " + e.getMessage(), e);
        }
    }

    void markUnclean() {
        AtomicFile.write(folder.unclean(), new byte[0]);
    }

    Memory memory() {
        return read("memory.json", Memory.class).orElse(Memory.EMPTY);
    }

    /** Changes it in one step, whoever else does so. */
    synchronized Memory change(UnaryOperator<Memory> change) {
        var before = memory();
        var after = change.apply(before);
        if (!after.equals(before)) {
            write("memory.json", after);
        }
        return after;
    }

    Optional<Journal> journal() {
        return read("journal.json", Journal.class);
    }

    void journal(Journal journal) {
        write("journal.json", journal);
    }

    void forgetJournal() {
        remove(folder.root().resolve("journal.json"));
    }

    Optional<SignedDoc> ring() {
        return read("keys.json", SignedDoc.class);
    }

    void ring(SignedDoc ring) {
        write("keys.json", ring);
    }

    /** Events that the platform does not have yet, oldest first. */
    List<DeploymentEvent> events() {
        return read("events.json", DeploymentEvent[].class).map(Arrays::asList).orElse(List.of());
    }

    /** The oldest go beyond a bound, because the last ones tell how it ended. */
    void events(List<DeploymentEvent> events) {
        write("events.json", events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size()));
    }

    /** Deletes sets and artifacts that nobody can go back to any more. */
    void clean() {
        var boot = boot();
        var sets = new HashSet<String>();
        var artifacts = new HashSet<String>();
        for (var id : List.of(boot.active(), boot.previous(), boot.older())) {
            sets.add(String.valueOf(id));
            set(id).ifPresent(set -> {
                set.bundles().values().forEach(item -> artifacts.add(item.sha256()));
                if (set.pack() != null) {
                    artifacts.add(set.pack().sha256());
                }
            });
        }
        retain(folder.sets(), sets);
        retain(folder.artifacts(), artifacts);
    }

    private static void retain(Path in, Set<String> names) {
        try (var files = Files.newDirectoryStream(in)) {
            for (var file : files) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean " + in + ": " + e.getMessage(), e);
        }
    }

    private static void remove(Path file) {
        try {
            FileOps.disk().deleteIfExists(file);
            FileOps.disk().syncFolder(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        var file = folder.root().resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Json.read(Files.readAllBytes(file), type, file.toString(), LIMITS))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void write(String name, Object document) {
        var bytes = Json.pretty(document).getBytes(StandardCharsets.UTF_8);
        var interrupted = false;
        try {
            while (true) {
                try {
                    AtomicFile.write(folder.root().resolve(name), bytes);
                    return;
                } catch (UncheckedIOException e) {
                    // A device that stops interrupts its threads; what has been said must be on the disk all the same.
                    if (!(e.getCause() instanceof ClosedByInterruptException)) {
                        throw e;
                    }
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
