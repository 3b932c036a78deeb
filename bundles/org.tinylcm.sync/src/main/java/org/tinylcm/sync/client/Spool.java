package org.tinylcm.sync.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.durable.DurableFiles;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.PackageType;

/**
 * Packages that wait to be sent, one file each. A package is there as a whole or not at all, whenever the power goes;
 * it goes only when the platform answers for it, when it is too old, or to make room for one that is not less urgent.
 * Safe for any thread; a package that is being written does not hold up those who send.
 *
 * <p>Age is running time of the device, not the clock's: many devices start in 1970.
 */
public final class Spool {

    /**
     * @param bytes most bytes of all packages
     * @param ageSeconds most running time that a package waits
     * @param packageBytes most bytes of one package
     */
    public record Limits(long bytes, long ageSeconds, long packageBytes) {
    }

    private static final Comparator<SpoolEntry> URGENCY =
            Comparator.comparing(SpoolEntry::type).thenComparingLong(SpoolEntry::sequence);

    private final FileOps ops;
    private final Path folder;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Counters counters;
    private final long startNanos;
    private final Object writing = new Object();
    private final TreeSet<SpoolEntry> entries = new TreeSet<>(URGENCY);
    private final Map<String, SpoolEntry> byId = new HashMap<>();
    private long ranBefore;
    private long bytes;
    private long sequence;
    private String sending;

    /** @throws UncheckedIOException the folder cannot be read or written */
    public Spool(FileOps ops, Path folder, Limits limits, LongSupplier nanoTime, Counters counters) {
        this.ops = ops;
        this.folder = folder;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.counters = counters;
        this.startNanos = nanoTime.getAsLong();
        DurableFiles.createFolder(ops, folder);
        AtomicFile.clean(ops, folder);
        load();
        expire();
        synchronized (this) {
            makeRoom();
        }
    }

    /**
     * Writes a package. On return it is on disk. If it is there already, nothing changes.
     *
     * @return false if it was given up at once, because everything else in the full spool is more urgent
     * @throws UncheckedIOException it could not be written, or is larger than allowed; nothing changed
     */
    public boolean add(PackageType type, String id, AtomicFile.Content content) {
        synchronized (writing) {
            synchronized (this) {
                if (byId.containsKey(id)) {
                    return true;
                }
            }
            var temporary = folder.resolve(id + AtomicFile.TEMPORARY);
            try {
                var written = fill(temporary, content, limits.packageBytes());
                return publish(type, id, temporary, written);
            } catch (IOException e) {
                discard(temporary, e);
                throw new UncheckedIOException("cannot spool a package: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Replaces the bytes of a package. It keeps its id and its place; on return that is on disk.
     *
     * @throws UncheckedIOException it could not be read or written; nothing changed
     */
    void change(SpoolEntry entry, AtomicFile.Content content) {
        synchronized (writing) {
            var temporary = folder.resolve(entry.id() + AtomicFile.TEMPORARY);
            try {
                // Its size was right once; a few bytes more must not be what it is lost by.
                replace(entry, temporary, fill(temporary, content, Long.MAX_VALUE));
            } catch (IOException e) {
                discard(temporary, e);
                throw new UncheckedIOException("cannot change a package: " + e.getMessage(), e);
            }
        }
    }

    private synchronized void replace(SpoolEntry entry, Path temporary, DigestStream written) throws IOException {
        if (byId.get(entry.id()) != entry) {
            ops.deleteIfExists(temporary);
            return;
        }
        var digest = written.finish();
        var file = folder.resolve(SpoolEntry.name(entry.type(), entry.sequence(), entry.madeAt(), digest, entry.id()));
        ops.move(temporary, file);
        ops.syncFolder(folder);
        delete(entry);
        ops.syncFolder(folder);
        enter(new SpoolEntry(entry.type(), entry.sequence(), entry.madeAt(), written.bytes(), digest, entry.id(),
                Compression.of(file), file));
        makeRoom();
    }

    /** The most urgent package that the rule allows, marked as being sent: it is not evicted meanwhile. */
    synchronized Optional<SpoolEntry> next(Predicate<SpoolEntry> rule) {
        var next = entries.stream().filter(rule).findFirst();
        sending = next.map(SpoolEntry::id).orElse(null);
        return next;
    }

    /** Deletes a package that the platform has, or will never take. */
    synchronized void remove(SpoolEntry entry, String why) {
        if (byId.get(entry.id()) == entry) {
            delete(entry);
            sync();
            counters.add("packages." + why + "." + entry.type().id());
        }
        sending = null;
    }

    synchronized void sendingEnded() {
        sending = null;
    }

    /** Deletes what has waited too long. */
    public synchronized void expire() {
        var oldest = age() - limits.ageSeconds();
        var old = entries.stream().filter(e -> e.madeAt() < oldest && !e.id().equals(sending)).toList();
        old.forEach(entry -> {
            delete(entry);
            counters.add("packages.expired." + entry.type().id());
        });
        if (!old.isEmpty()) {
            sync();
        }
    }

    synchronized List<SpoolEntry> entries() {
        return List.copyOf(entries);
    }

    public synchronized int size() {
        return entries.size();
    }

    public synchronized long bytes() {
        return bytes;
    }

    private void load() {
        try (var files = Files.newDirectoryStream(folder, "*.tgz")) {
            for (var file : files) {
                var entry = SpoolEntry.of(file);
                // Cut off between the two steps of a replacement: one of both is enough.
                if (entry.isPresent() && !enter(entry.get())) {
                    DurableFiles.delete(ops, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        ranBefore = entries.stream().mapToLong(SpoolEntry::madeAt).max().orElse(0);
        sequence = entries.stream().mapToLong(SpoolEntry::sequence).max().orElse(0);
    }

    private DigestStream fill(Path temporary, AtomicFile.Content content, long most) throws IOException {
        try (var output = ops.open(temporary)) {
            output.truncate(0);
            var stream = new DigestStream(output, most);
            var buffered = new java.io.BufferedOutputStream(stream, 1 << 14);
            content.writeTo(buffered);
            buffered.flush();
            output.sync();
            return stream;
        }
    }

    private boolean publish(PackageType type, String id, Path temporary, DigestStream written) throws IOException {
        synchronized (this) {
            var madeAt = age();
            var digest = written.finish();
            var file = folder.resolve(SpoolEntry.name(type, ++sequence, madeAt, digest, id));
            ops.move(temporary, file);
            ops.syncFolder(folder);
            var entry = new SpoolEntry(type, sequence, madeAt, written.bytes(), digest, id, Compression.of(file), file);
            enter(entry);
            counters.add("packages.made." + type.id());
            makeRoom();
            return byId.get(id) == entry;
        }
    }

    private void makeRoom() {
        var evicted = false;
        while (bytes > limits.bytes()) {
            var victim = victim();
            if (victim.isEmpty()) {
                break;
            }
            delete(victim.get());
            counters.add("packages.evicted." + victim.get().type().id());
            evicted = true;
        }
        if (evicted) {
            sync();
        }
    }

    /** The oldest of the least urgent. */
    private Optional<SpoolEntry> victim() {
        PackageType type = null;
        SpoolEntry victim = null;
        for (var it = entries.descendingIterator(); it.hasNext();) {
            var entry = it.next();
            if (type != null && entry.type() != type) {
                break;
            }
            if (!entry.id().equals(sending)) {
                type = entry.type();
                victim = entry;
            }
        }
        return Optional.ofNullable(victim);
    }

    private boolean enter(SpoolEntry entry) {
        var mine = byId.putIfAbsent(entry.id(), entry) == null;
        if (mine) {
            entries.add(entry);
            bytes += entry.bytes();
        }
        return mine;
    }

    private void delete(SpoolEntry entry) {
        DurableFiles.delete(ops, entry.file());
        entries.remove(entry);
        byId.remove(entry.id());
        bytes -= entry.bytes();
    }

    private void sync() {
        try {
            ops.syncFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sync " + folder + ": " + e.getMessage(), e);
        }
    }

    private long age() {
        return ranBefore + (nanoTime.getAsLong() - startNanos) / 1_000_000_000L;
    }

    private void discard(Path temporary, IOException cause) {
        try {
            ops.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
