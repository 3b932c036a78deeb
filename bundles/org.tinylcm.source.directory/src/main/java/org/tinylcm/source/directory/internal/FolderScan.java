package org.tinylcm.source.directory.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;

/** Finds the pictures in a folder, sorted by path. What a link leads to counts if it lies in the folder too. */
final class FolderScan {
    private static final int DEPTH = 32;
    private static final Pattern PICTURE = Pattern.compile(".*\\.(jpg|jpeg|png|bmp|gif)");

    private final Path root;
    private final boolean recursive;
    private final boolean labelled;
    private final int limit;

    FolderScan(Settings settings, int limit) {
        this.root = settings.root();
        this.recursive = settings.recursive();
        this.labelled = settings.labels() == Settings.Labels.FOLDER;
        this.limit = limit;
    }

    /** A picture, with what tells whether it has changed. */
    record Found(Item item, long size, long modified) {
    }

    static boolean isPicture(String name) {
        return PICTURE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** @throws BadInputException there are too many */
    List<Found> files(Consumer<Path> folders) {
        try {
            var found = new ArrayList<Found>();
            var real = root.toRealPath();
            Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), recursive ? DEPTH : 1,
                    new Visitor(real, found, folders));
            found.sort(Comparator.comparing(file -> file.item().name()));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root + ": " + e.getMessage(), e);
        }
    }

    private String truth(Path relative) {
        return labelled && relative.getNameCount() > 1
                ? relative.getName(relative.getNameCount() - 2).toString() : null;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Path real;
        private final List<Found> found;
        private final Consumer<Path> folders;

        Visitor(Path real, List<Found> found, Consumer<Path> folders) {
            this.real = real;
            this.found = found;
            this.folders = folders;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            folders.accept(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!isPicture(file.getFileName().toString())) {
                return FileVisitResult.CONTINUE;
            }
            var target = attributes.isSymbolicLink() ? inside(file) : attributes;
            if (target != null && target.isRegularFile()) {
                if (found.size() >= limit) {
                    throw new BadInputException(root.toString(), "files", "must be at most " + limit);
                }
                var relative = root.relativize(file);
                found.add(new Found(new Item(file, relative.toString().replace('\\', '/'), truth(relative)),
                        target.size(), target.lastModifiedTime().toMillis()));
            }
            return FileVisitResult.CONTINUE;
        }

        /** A file may vanish while the folder is read, and one that may not be read is none of ours. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (file.equals(root)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        private BasicFileAttributes inside(Path link) {
            try {
                var target = link.toRealPath();
                return target.startsWith(real) ? Files.readAttributes(target, BasicFileAttributes.class) : null;
            } catch (IOException e) {
                // A link to nowhere.
                return null;
            }
        }
    }
}
