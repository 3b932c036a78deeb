package org.tinylcm.sync.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tinylcm.durable.FileOps;
import org.tinylcm.input.BadInputException;
import org.tinylcm.protocol.PackageDoc;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.sync.client.Digests;
import org.tinylcm.sync.client.Member;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.StateFile;

/**
 * Packs the new lines of logs, each line once. A file is known by the digest of its first line, which stays the same
 * when the file is set aside under another name. What is going to be packed is noted before, under the package's id:
 * if the power goes in between, the same package is made again, and whoever has it already sees that.
 */
final class LogShipper {
    private static final int LONGEST_FIRST_LINE = 1 << 16;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,40}\\.[a-z]{1,10}");
    private static final int MOST_STRETCHES = 64;

    /** Where to go on. */
    record Position(String file, long offset) {
    }

    /** What is being packed. */
    record Pending(String packageId, Instant at, List<PackageDoc.Part> parts) {
    }

    record Doc(Map<String, Position> positions, Pending pending) {
        Doc {
            positions = positions == null ? Map.of() : Map.copyOf(positions);
        }
    }

    private final PackageType type;
    private final Path folder;
    private final List<String> logs;
    private final long mostBytes;
    private final StateFile<Doc> state;
    private final Clock clock;

    /**
     * @param logs names of the files that are written to, e.g. {@code frames.jsonl}
     * @param mostBytes about how much goes into one package, before compression
     * @throws BadInputException a name is none
     */
    LogShipper(PackageType type, Path folder, List<String> logs, long mostBytes, FileOps ops, Path state, Clock clock) {
        for (var log : logs) {
            // What a configuration names must not lead out of the folder.
            if (!NAME.matcher(log).matches()) {
                throw new BadInputException(SyncComponent.PID, "logs", "must be file names like frames.jsonl, not '"
                        + log + "'");
            }
        }
        this.type = type;
        this.folder = folder;
        this.logs = List.copyOf(logs);
        this.mostBytes = mostBytes;
        this.state = new StateFile<>(ops, state, Doc.class, new Doc(Map.of(), null));
        this.clock = clock;
    }

    /**
     * Packs what is new, in as many packages as it takes.
     *
     * @throws UncheckedIOException a log cannot be read, or a package not be written; the rest is packed next time
     */
    void ship(Outbox outbox) {
        try {
            do {
                if (state.get().pending() != null) {
                    finish(outbox);
                }
            } while (begin());
        } catch (IOException e) {
            throw new UncheckedIOException("the logs cannot be packed: " + e.getMessage(), e);
        }
    }

    /** From now on everything that is still there is new. */
    void again() {
        state.set(new Doc(Map.of(), null));
    }

    private boolean begin() throws IOException {
        var parts = new ArrayList<PackageDoc.Part>();
        var left = mostBytes;
        for (var log : logs) {
            for (var part : fresh(log, left)) {
                parts.add(part);
                left -= part.to() - part.from();
            }
        }
        if (parts.isEmpty()) {
            return false;
        }
        state.set(new Doc(state.get().positions(), new Pending(UUID.randomUUID().toString(), clock.instant(), parts)));
        return true;
    }

    private void finish(Outbox outbox) throws IOException {
        var pending = state.get().pending();
        var members = new ArrayList<Member>();
        for (var part : pending.parts()) {
            // Deleted meanwhile, e.g. because the disk was full: the others still go.
            find(part).ifPresent(file -> members.add(Member.stretch(name(part.log(), members.size()),
                    part.log().endsWith(".jsonl") ? Member.LINES : "text/plain", file, part)));
        }
        if (!members.isEmpty()) {
            outbox.put(type, pending.packageId(), pending.at(), members);
        }
        var positions = new TreeMap<>(state.get().positions());
        pending.parts().forEach(part -> positions.put(part.log(), new Position(part.file(), part.to())));
        state.set(new Doc(positions, null));
    }

    private List<PackageDoc.Part> fresh(String log, long most) throws IOException {
        var files = files(log);
        var position = state.get().positions().get(log);
        var at = position == null ? -1 : indexOf(files, position.file());
        var gap = position != null && at < 0;
        var parts = new ArrayList<PackageDoc.Part>();
        var left = most;
        for (int i = Math.max(0, at); i < files.size() && parts.size() < MOST_STRETCHES && left > 0; i++) {
            var file = files.get(i);
            var from = i == at ? position.offset() : 0;
            var to = lastLineEnd(file.path(), from, left);
            if (to > from) {
                parts.add(new PackageDoc.Part(log, file.digest(), from, to, gap));
                left -= to - from;
                gap = false;
            }
            if (to < Files.size(file.path())) {
                break;
            }
        }
        return parts;
    }

    private record LogFile(Path path, String digest) {
    }

    /** Oldest first; without those that have no whole line yet. */
    private List<LogFile> files(String log) throws IOException {
        var files = new ArrayList<LogFile>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        var dot = log.lastIndexOf('.');
        var older = Pattern.compile(Pattern.quote(log.substring(0, dot)) + "-\\d{6,}"
                + Pattern.quote(log.substring(dot)));
        List<Path> paths;
        try (var all = Files.list(folder)) {
            paths = new ArrayList<>(all.filter(f -> older.matcher(f.getFileName().toString()).matches()).sorted()
                    .toList());
        }
        paths.add(folder.resolve(log));
        for (var path : paths) {
            firstLine(path).ifPresent(line -> files.add(new LogFile(path, Digests.hex(line))));
        }
        return files;
    }

    private static int indexOf(List<LogFile> files, String digest) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).digest().equals(digest)) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Path> find(PackageDoc.Part part) throws IOException {
        for (var file : files(part.log())) {
            if (file.digest().equals(part.file()) && Files.size(file.path()) >= part.to()) {
                return Optional.of(file.path());
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> firstLine(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var in = new BufferedInputStream(Files.newInputStream(path))) {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n' || line.size() == LONGEST_FIRST_LINE) {
                    return Optional.of(line.toByteArray());
                }
                line.write(b);
            }
            return Optional.empty();
        }
    }

    /** Behind the last line that ends within {@code most} bytes; a longer line is taken as a whole. */
    private static long lastLineEnd(Path path, long from, long most) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var size = channel.size();
            var end = Math.min(size, from + most);
            var before = lastLineEnd(channel, from, end);
            for (var more = most; before == from && end < size; more *= 2) {
                end = Math.min(size, end + more);
                before = lastLineEnd(channel, from, end);
            }
            return before;
        }
    }

    private static long lastLineEnd(FileChannel channel, long from, long end) throws IOException {
        var buffer = ByteBuffer.allocate(1 << 13);
        for (var to = end; to > from;) {
            var start = Math.max(from, to - buffer.capacity());
            buffer.clear().limit((int) (to - start));
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
                // Until it is full.
            }
            for (int i = buffer.position() - 1; i >= 0; i--) {
                if (buffer.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            to = start;
        }
        return from;
    }

    private static String name(String log, int index) {
        if (index == 0) {
            return log;
        }
        var dot = log.lastIndexOf('.');
        return log.substring(0, dot) + "-" + index + log.substring(dot);
    }
}
