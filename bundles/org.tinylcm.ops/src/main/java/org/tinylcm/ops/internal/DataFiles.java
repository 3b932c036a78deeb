package org.tinylcm.ops.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What lies in the data folder, and what of it may go, first to last. */
final class DataFiles {

    /** A file that may go. Rank: pictures 0, frame logs 1, other logs 2. */
    record Disposable(Path file, int rank, long modified, long bytes) {
        /** @return true if it is gone */
        boolean delete() {
            try {
                return Files.deleteIfExists(file);
            } catch (IOException e) {
                // In use or not ours: it stays, and the next one is tried.
                return false;
            }
        }
    }

    private static final Comparator<Disposable> ORDER = Comparator.comparingInt(Disposable::rank)
            .thenComparingLong(Disposable::modified).thenComparing(Disposable::file);
    private final List<Disposable> disposable = new ArrayList<>();
    private long bytes;

    private DataFiles() {
    }

    static DataFiles in(Path data) throws IOException {
        var files = new DataFiles();
        if (Files.isDirectory(data)) {
            try {
                Files.walkFileTree(data, files.new Visitor(data));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return files;
    }

    long bytes() {
        return bytes;
    }

    List<Disposable> disposable() {
        return disposable.stream().sorted(ORDER).toList();
    }

    /** @return -1 for what must stay */
    private static int rank(Path relative) {
        var folder = relative.getNameCount() > 1 ? relative.getName(0).toString() : "";
        var name = relative.getFileName().toString();
        if (folder.equals("images")) {
            return 0;
        }
        if (folder.equals("logs") && name.matches("frames-\\d+\\.jsonl")) {
            return 1;
        }
        return folder.equals("logs") && name.matches("(tinylcm|metrics)-\\d+\\.(log|jsonl)") ? 2 : -1;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path data;

        Visitor(Path data) {
            this.data = data;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                bytes += attributes.size();
                var rank = rank(data.relativize(file));
                if (rank >= 0) {
                    disposable.add(new Disposable(file, rank, attributes.lastModifiedTime().toMillis(),
                            attributes.size()));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        /** Files come and go while we look. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        /** Days without pictures need no folder; today's may be about to get one. */
        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException problem) throws IOException {
            var images = data.resolve("images");
            var old = Instant.now().minus(Duration.ofDays(1));
            if (folder.startsWith(images) && !folder.equals(images)
                    && Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
                try {
                    Files.deleteIfExists(folder);
                } catch (DirectoryNotEmptyException e) {
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
