package org.tinylcm.durable;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * An append-only file of records. {@link #append} returns when the record is written (it survives the end of the
 * process), {@link #flush} when everything appended before is on disk (it survives a power cut). Threads that flush at
 * the same time share one sync. Safe for any thread.
 *
 * <p>After a sync has failed nobody knows what is on disk, and a later sync would wrongly succeed; so the log refuses
 * to go on until {@link #rewrite} has given it a new file.
 */
public final class RecordLog implements Closeable {

    /**
     * What was found when the log was opened.
     *
     * @param records sound records
     * @param damaged stretches that were stepped over, a torn tail included
     * @param cutBytes bytes cut off at the end
     */
    public record Recovery(long records, long damaged, long cutBytes) {
    }

    private final FileOps ops;
    private final Path file;
    private final int maxRecordBytes;
    private final Recovery recovery;
    private final Object syncing = new Object();

    private FileOps.Output output;
    private long end;
    private long synced;
    private boolean broken;

    private RecordLog(FileOps ops, Path file, int maxRecordBytes, Consumer<byte[]> reader) throws IOException {
        this.ops = ops;
        this.file = file;
        this.maxRecordBytes = maxRecordBytes;
        ops.deleteIfExists(AtomicFile.temporary(file));
        var existed = Files.exists(file);
        recovery = existed ? recover(reader) : new Recovery(0, 0, 0);
        output = ops.open(file);
        try {
            if (recovery.cutBytes() > 0) {
                output.truncate(end);
            }
            output.sync();
            ops.syncFolder(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            output.close();
            throw e;
        }
        synced = end;
    }

    /**
     * Opens a log, or creates it; its folder must be there. Damaged content is stepped over, a torn tail is cut off.
     *
     * @param maxRecordBytes longest record
     * @param reader is given every sound record, in the order of writing
     * @throws UncheckedIOException the file cannot be read or written
     */
    public static RecordLog open(FileOps ops, Path file, int maxRecordBytes, Consumer<byte[]> reader) {
        try {
            return new RecordLog(ops, file, maxRecordBytes, reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    public Recovery recovery() {
        return recovery;
    }

    /** Size of the file. */
    public synchronized long bytes() {
        return end;
    }

    /**
     * Writes a record, without waiting for the disk.
     *
     * @throws IllegalArgumentException it is longer than allowed
     * @throws UncheckedIOException it is not written, e.g. the disk is full; what was written before is still there
     */
    public synchronized void append(byte[] record) {
        if (record.length > maxRecordBytes) {
            throw new IllegalArgumentException("record of " + record.length + " bytes, at most " + maxRecordBytes);
        }
        requireSound();
        try {
            output.write(RecordScanner.frame(record), end);
            end += RecordScanner.HEADER + record.length;
        } catch (IOException e) {
            takeBack(e);
            throw failure(e);
        }
    }

    /**
     * Waits until everything appended so far is on disk.
     *
     * @throws UncheckedIOException it may not be on disk; only {@link #rewrite} helps
     */
    public void flush() {
        var wanted = bytes();
        synchronized (syncing) {
            FileOps.Output current;
            long upTo;
            synchronized (this) {
                requireSound();
                if (synced >= wanted) {
                    return;
                }
                current = output;
                upTo = end;
            }
            // Outside the inner lock: others go on appending meanwhile, and their flush finds the work half done.
            try {
                current.sync();
            } catch (IOException e) {
                synchronized (this) {
                    broken = true;
                }
                throw failure(e);
            }
            synchronized (this) {
                synced = upTo;
            }
        }
    }

    /**
     * Replaces the whole content in one step; on return it is on disk. After a crash the old or the new content is
     * there.
     *
     * @throws UncheckedIOException it may not have changed; the log goes on with the old content if that is certain,
     *         else it wants another rewrite
     */
    public void rewrite(Iterable<byte[]> records) {
        synchronized (syncing) {
            synchronized (this) {
                var temporary = AtomicFile.temporary(file);
                var length = new long[1];
                try {
                    AtomicFile.fill(ops, temporary, out -> {
                        for (var record : records) {
                            var frame = RecordScanner.frame(record);
                            out.write(frame.array());
                            length[0] += frame.capacity();
                        }
                    });
                } catch (IOException e) {
                    AtomicFile.discard(ops, temporary, e);
                    throw failure(e);
                }
                replaceBy(temporary);
                end = length[0];
                synced = end;
                broken = false;
            }
        }
    }

    /** Closes the file without a flush. */
    @Override
    public void close() {
        synchronized (syncing) {
            synchronized (this) {
                try {
                    output.close();
                } catch (IOException e) {
                    throw failure(e);
                }
            }
        }
    }

    private Recovery recover(Consumer<byte[]> reader) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var scanner = new RecordScanner(channel, maxRecordBytes);
            end = scanner.scan(reader);
            return new Recovery(scanner.records(), scanner.damaged(), channel.size() - end);
        }
    }

    private void replaceBy(Path temporary) {
        try {
            ops.move(temporary, file);
            ops.syncFolder(file.toAbsolutePath().getParent());
            // The old handle points at a file without a name by now.
            output.close();
            output = ops.open(file);
        } catch (IOException e) {
            broken = true;
            throw failure(e);
        }
    }

    /** A disk that was full leaves a part of the record behind the end: away with it while that is possible. */
    private void takeBack(IOException cause) {
        try {
            output.truncate(end);
        } catch (IOException e) {
            broken = true;
            cause.addSuppressed(e);
        }
    }

    private void requireSound() {
        if (broken) {
            throw failure(new IOException("an earlier write failed"));
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
}
