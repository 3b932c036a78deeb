package org.tinylcm.ops.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of lines that is set aside when it is full: {@code stem.ext} is written, {@code stem-000001.ext} and so on are
 * older ones (a number and not a time: a device without a clock battery starts in 1970). The oldest go. A line that a
 * power cut tore is cut off when the file is opened. For one thread at a time.
 */
final class RotatingFile implements AutoCloseable {
    private static final byte[] LINE_END = {'\n'};
    private final Path folder;
    private final String stem;
    private final String extension;
    private final long mostBytes;
    private final int mostFiles;
    private FileChannel channel;
    private long size;

    RotatingFile(Path folder, String stem, String extension, long mostBytes, int mostFiles) {
        if (mostFiles < 2) {
            throw new IllegalArgumentException("at least 2 files must be kept, not " + mostFiles);
        }
        this.folder = folder;
        this.stem = stem;
        this.extension = extension;
        this.mostBytes = mostBytes;
        this.mostFiles = mostFiles;
    }

    /** Appends a line; after an error the next call opens the file anew and repairs it. */
    void append(byte[] line) throws IOException {
        try {
            open();
            if (size > 0 && size + line.length + 1 > mostBytes) {
                rotate();
                open();
            }
            write(new ByteBuffer[] {ByteBuffer.wrap(line), ByteBuffer.wrap(LINE_END)});
            size += line.length + 1;
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
    }

    /** Waits until everything is on the disk. */
    void force() throws IOException {
        if (channel != null) {
            channel.force(false);
        }
    }

    Path current() {
        return folder.resolve(stem + "." + extension);
    }

    /** Files that were set aside, oldest first. */
    List<Path> older() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var name = Pattern.compile(Pattern.quote(stem) + "-\\d{6,}\\." + Pattern.quote(extension));
        try (var files = Files.list(folder)) {
            return files.filter(f -> name.matcher(f.getFileName().toString()).matches()).sorted()
                    .collect(Collectors.toList());
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private void open() throws IOException {
        if (channel == null) {
            Files.createDirectories(folder);
            channel = FileChannel.open(current(), StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            size = TornTail.cut(channel);
            channel.position(size);
        }
    }

    private void rotate() throws IOException {
        force();
        close();
        var older = older();
        var last = older.isEmpty() ? 0 : number(older.get(older.size() - 1));
        Files.move(current(), folder.resolve("%s-%06d.%s".formatted(stem, last + 1, extension)),
                StandardCopyOption.ATOMIC_MOVE);
        for (int i = 0; i < older.size() + 2 - mostFiles; i++) {
            Files.deleteIfExists(older.get(i));
        }
    }

    private long number(Path file) {
        var name = file.getFileName().toString();
        return Long.parseLong(name.substring(stem.length() + 1, name.length() - extension.length() - 1));
    }

    private void write(ByteBuffer[] parts) throws IOException {
        while (parts[1].hasRemaining()) {
            channel.write(parts);
        }
    }

    private void abandon(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
            channel = null;
        }
    }
}
