package org.tinylcm.ops.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tinylcm.protocol.AuditEntry;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;

/** Reads the audit trail's chain: where it ends, and whether it holds. */
final class AuditChain {

    /** Number of the last entry and hash of its line. */
    record End(long sequence, String hash) {
    }

    private AuditChain() {
    }

    static String hash(String line) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Cuts off a torn line, then finds the end. A damaged line counts as an entry: it is hashed and numbered over. */
    static End end(RotatingFile file) throws IOException {
        if (Files.exists(file.current())) {
            try (var channel = FileChannel.open(file.current(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                TornTail.cut(channel);
            }
        }
        var end = new End[] {new End(0, AuditEntry.NO_PREVIOUS)};
        var files = files(file);
        for (int i = Math.max(0, files.size() - 2); i < files.size(); i++) {
            eachLine(files.get(i), line -> end[0] = new End(
                    entry(line).map(AuditEntry::sequence).orElse(end[0].sequence() + 1), hash(line)));
        }
        return end[0];
    }

    /** @return the first thing that is wrong, empty if the chain holds */
    static Optional<String> firstBreak(RotatingFile file) throws IOException {
        var breaks = new ArrayList<String>();
        var last = new End[1];
        for (var part : files(file)) {
            eachLine(part, line -> {
                var entry = entry(line);
                // The files before the oldest one are gone, so the first line's predecessor is not known.
                if (entry.isEmpty()) {
                    breaks.add(part.getFileName() + ": a line is no entry");
                } else if (last[0] != null && !entry.get().previous().equals(last[0].hash())) {
                    breaks.add(part.getFileName() + ": entry " + entry.get().sequence()
                            + " does not follow the line before");
                } else if (last[0] != null && entry.get().sequence() != last[0].sequence() + 1) {
                    breaks.add(part.getFileName() + ": entry " + entry.get().sequence() + " is out of order");
                }
                last[0] = new End(entry.map(AuditEntry::sequence).orElse(0L), hash(line));
            });
        }
        return breaks.stream().findFirst();
    }

    static List<Path> files(RotatingFile file) throws IOException {
        var files = new ArrayList<>(file.older());
        if (Files.exists(file.current())) {
            files.add(file.current());
        }
        return files;
    }

    static void eachLine(Path file, Consumer<String> action) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                action.accept(line);
            }
        }
    }

    private static Optional<AuditEntry> entry(String line) {
        try {
            return Optional.of(Json.read(line, AuditEntry.class, "audit"));
        } catch (BadJsonException e) {
            return Optional.empty();
        }
    }
}
