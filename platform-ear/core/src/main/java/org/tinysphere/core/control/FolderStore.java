package org.tinysphere.core.control;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Objects as files below a folder. A file is written beside, flushed to the disk and renamed, and its folder is
 * flushed too: what {@link #put} has answered survives a power cut, and a half-written file is never seen.
 */
public final class FolderStore implements ObjectStore {
    private static final Logger LOG = System.getLogger(FolderStore.class.getName());
    private static final int BLOCK = 1 << 16;
    private static final int MOST_TRIES = 20;
    /** Another node may be at work in the same folder. */
    private static final Duration LONGEST_WRITE = Duration.ofDays(1);
    private final Path objects;
    private final Path incoming;

    /** @param folder is made if need be; what earlier runs left half-written in it, a day ago or more, is removed */
    public FolderStore(Path folder) throws IOException {
        objects = Files.createDirectories(folder.resolve("objects"));
        incoming = Files.createDirectories(folder.resolve("incoming"));
        var left = Instant.now().minus(LONGEST_WRITE);
        try (var files = Files.newDirectoryStream(incoming)) {
            for (var file : files) {
                removeIfOlder(file, left);
            }
        }
    }

    @Override
    public long put(String key, InputStream content) throws IOException {
        ObjectKeys.check(key);
        try (var staged = new StagedFile()) {
            var bytes = write(staged.fresh, content);
            staged.name(key);
            return bytes;
        }
    }

    @Override
    public Staged stage(InputStream content) throws IOException {
        var staged = new StagedFile();
        try {
            write(staged.fresh, content);
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private final class StagedFile implements Staged {
        private final Path fresh = incoming.resolve(UUID.randomUUID().toString());
        private boolean named;

        @Override
        public void name(String key) throws IOException {
            moveIn(fresh, file(key));
            named = true;
        }

        @Override
        public void close() {
            try {
                if (!named) {
                    Files.deleteIfExists(fresh);
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, "A half-written file stays behind: {0}", e.getMessage());
            }
        }
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        try {
            var file = file(key);
            return Files.isRegularFile(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Info> info(String key) throws IOException {
        try {
            var attributes = Files.readAttributes(file(key), BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(info(key, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean delete(String key) throws IOException {
        var file = file(key);
        var there = Files.isRegularFile(file) && Files.deleteIfExists(file);
        if (there) {
            flushOrRemove(file.getParent());
        }
        return there;
    }

    @Override
    public Listing list(String prefix, String after, int limit) throws IOException {
        ObjectKeys.checkPrefix(prefix);
        var slash = prefix.lastIndexOf('/');
        var start = slash < 0 ? objects : objects.resolve(prefix.substring(0, slash));
        var found = new TreeMap<String, Info>(Comparator.naturalOrder());
        if (Files.isDirectory(start)) {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    var name = key(folder) + '/';
                    var behind = !after.startsWith(name) && name.compareTo(after) < 0;
                    var beside = !name.startsWith(prefix) && !prefix.startsWith(name);
                    return !folder.equals(start) && (behind || beside)
                            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    var key = key(file);
                    if (key.startsWith(prefix) && key.compareTo(after) > 0) {
                        found.put(key, info(key, attributes));
                        if (found.size() > limit + 1) {
                            found.pollLastEntry();
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        }
        var page = found.values().stream().limit(limit).toList();
        return new Listing(page, found.size() > limit ? page.get(page.size() - 1).key() : null);
    }

    private Path file(String key) {
        return objects.resolve(ObjectKeys.check(key));
    }

    private String key(Path file) {
        return objects.relativize(file).toString().replace('\\', '/');
    }

    private static Info info(String key, BasicFileAttributes attributes) {
        return new Info(key, attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private static long write(Path file, InputStream content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var block = new byte[BLOCK];
            var total = 0L;
            for (var n = content.read(block); n >= 0; n = content.read(block)) {
                var buffer = ByteBuffer.wrap(block, 0, n);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                total += n;
            }
            channel.force(true);
            return total;
        }
    }

    /** Somebody who deletes the last file of a folder may take that away at the same moment, or while it is made. */
    private void moveIn(Path fresh, Path target) throws IOException {
        for (var tries = 1;; tries++) {
            try {
                var made = makeFolders(target.getParent());
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                flush(target.getParent());
                for (var folder = target.getParent(); made && !folder.equals(objects); folder = folder.getParent()) {
                    flush(folder.getParent());
                }
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                if (tries == MOST_TRIES || !Files.exists(fresh)) {
                    throw e;
                }
            }
        }
    }

    /** A folder without files goes, and those above that have nothing else. */
    private void flushOrRemove(Path folder) throws IOException {
        var left = folder;
        try {
            while (!left.equals(objects)) {
                Files.deleteIfExists(left);
                left = left.getParent();
            }
            flush(objects);
        } catch (DirectoryNotEmptyException e) {
            // Everything above has something too; unless somebody else is taking it away right now.
            flushIfThere(left);
        }
    }

    private static void flushIfThere(Path folder) throws IOException {
        try {
            flush(folder);
        } catch (NoSuchFileException e) {
            // Gone is as good as flushed.
            return;
        }
    }

    private static void removeIfOlder(Path file, Instant time) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Somebody else was quicker.
            return;
        }
    }

    /** @return true if some had to be made */
    private static boolean makeFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return false;
        }
        Files.createDirectories(folder);
        return true;
    }

    private static void flush(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
