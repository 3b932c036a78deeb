package org.tinylcm.state.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.durable.DurableFiles;
import org.tinylcm.durable.FileOps;
import org.tinylcm.input.BadInputException;

/**
 * The folder: {@code latest-ID.json}, {@code snapshot-ID.json} and the blocks they name. A block is written before the
 * file that names it and deleted after the last one that does, so that the pair is atomic.
 */
final class SnapshotFiles {
    private static final Pattern NAME = Pattern.compile("(latest|snapshot)-(\\d{8,15})\\.json");

    private final FileOps ops;
    private final Path folder;
    private final SnapshotFormat format;
    private final Map<String, String> blockOf = new HashMap<>();
    private final Set<String> soundBlocks = new HashSet<>();

    SnapshotFiles(FileOps ops, Path folder, SnapshotFormat format) {
        this.ops = ops;
        this.folder = folder;
        this.format = format;
        DurableFiles.createFolder(ops, folder);
        AtomicFile.clean(ops, folder);
    }

    /** A file by its name. */
    record Entry(String name, String kind, long counter) {
    }

    /** Files of both kinds, newest first; damaged ones too. */
    List<Entry> entries() {
        var entries = new ArrayList<Entry>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                var matcher = NAME.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    entries.add(new Entry(matcher.group(), matcher.group(1), Long.parseLong(matcher.group(2))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
        entries.sort(Comparator.comparingLong(Entry::counter).reversed());
        return entries;
    }

    static String id(long counter) {
        return "%08d".formatted(counter);
    }

    static String name(String kind, String id) {
        return kind + "-" + id + ".json";
    }

    void write(Snapshot snapshot) {
        var encoded = format.encode(snapshot);
        var name = name(snapshot.kind(), snapshot.id());
        if (encoded.blockName() != null && !isSound(encoded.blockName(), encoded.block().length)) {
            AtomicFile.write(ops, folder.resolve(encoded.blockName()), encoded.block());
            soundBlocks.add(encoded.blockName());
        }
        AtomicFile.write(ops, folder.resolve(name), encoded.json());
        blockOf.put(name, String.valueOf(encoded.blockName()));
    }

    /** @throws BadInputException it is damaged, or not there */
    Snapshot read(String name) {
        var snapshot = format.decode(name, bytes(name, Limits.JSON_BYTES), block -> bytes(block, Limits.BLOCK_BYTES));
        if (!name.equals(name(snapshot.kind(), snapshot.id()))) {
            throw new BadInputException(name, "$.id", "must be the one in the file's name");
        }
        return snapshot;
    }

    boolean exists(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    /** Bytes of a file and its block. */
    long size(String name) {
        var block = blockName(name);
        return length(name) + (block == null ? 0 : length(block));
    }

    void delete(String name) {
        DurableFiles.delete(ops, folder.resolve(name));
    }

    /** Deletes blocks that no file names any more. */
    void collect() {
        var named = new HashSet<String>();
        var names = entries().stream().map(Entry::name).toList();
        blockOf.keySet().retainAll(names);
        names.forEach(name -> named.add(blockName(name)));
        try (var files = Files.newDirectoryStream(folder, "vectors-*.bin")) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (SnapshotFormat.isBlockName(name) && !named.contains(name)) {
                    delete(name);
                    soundBlocks.remove(name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private String blockName(String name) {
        var block = blockOf.computeIfAbsent(name,
                key -> String.valueOf(SnapshotFormat.blockName(bytes(key, Limits.JSON_BYTES))));
        return block.equals("null") ? null : block;
    }

    /** A block of this name that this instance wrote needs no second copy: states that did not change cost no write. */
    private boolean isSound(String block, long length) {
        return soundBlocks.contains(block) && exists(block) && length(block) == length;
    }

    private long length(String name) {
        try {
            return Files.size(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    private byte[] bytes(String name, int limit) {
        try (var in = Files.newInputStream(folder.resolve(name))) {
            var bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new BadInputException(name, "size", "must be at most " + limit + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BadInputException(name, "file", "must be there", e);
        } catch (IOException e) {
            throw new BadInputException(name, "file", "must be readable (" + e.getMessage() + ")", e);
        }
    }
}
