package org.tinylcm.quarantine.internal;

import java.io.Closeable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tinylcm.durable.DurableFiles;
import org.tinylcm.durable.FileOps;
import org.tinylcm.durable.RecordLog;
import org.tinylcm.input.BadInputException;

/** The log file, in entries. Used by one thread at a time. */
final class EntryLog implements Closeable {
    private static final long SLACK = 1 << 20;

    private final RecordLog log;
    private long damaged;
    private long compactAt = SLACK;

    /**
     * @param reader is given every sound entry
     * @throws UncheckedIOException the file cannot be opened
     */
    EntryLog(FileOps ops, Path file, Consumer<Entry> reader) {
        DurableFiles.createFolder(ops, file.toAbsolutePath().getParent());
        log = RecordLog.open(ops, file, EntryEncoder.MAX_BYTES, bytes -> decode(bytes, reader));
        damaged += log.recovery().damaged();
    }

    /** Records and stretches of the file that could not be read. */
    long damaged() {
        return damaged;
    }

    /** Nothing was damaged but the end, as the end of the process in the middle of a write leaves it. */
    boolean tornOnly() {
        return damaged == 1 && log.recovery().cutBytes() > 0;
    }

    /** The file has grown to more than twice what it need be. */
    boolean wantsCompaction() {
        return log.bytes() > compactAt;
    }

    void append(Entry entry) {
        log.append(EntryEncoder.encode(entry));
    }

    void flush() {
        log.flush();
    }

    void rewrite(List<Entry> entries) {
        log.rewrite(() -> entries.stream().map(EntryEncoder::encode).iterator());
        compactAt = SLACK + 2 * log.bytes();
    }

    @Override
    public void close() {
        log.close();
    }

    private void decode(byte[] bytes, Consumer<Entry> reader) {
        Entry entry;
        try {
            entry = EntryDecoder.decode(bytes);
        } catch (BadInputException e) {
            damaged++;
            return;
        }
        reader.accept(entry);
    }
}
