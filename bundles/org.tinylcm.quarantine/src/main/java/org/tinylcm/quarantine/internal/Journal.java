package org.tinylcm.quarantine.internal;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.tinylcm.durable.FileOps;
import org.tinylcm.quarantine.QuarantinedSample;

/**
 * The shelf and the thread that brings its changes to disk. Whatever happens to the disk, memory goes on; as soon as
 * the log lacks something (a failed write, a full queue) it is written anew from memory when the disk allows it.
 */
final class Journal {
    private static final System.Logger LOGGER = System.getLogger(Journal.class.getName());
    static final int QUEUE = 1024;
    private static final long TICK_NANOS = TimeUnit.HOURS.toNanos(1);

    private final FileOps ops;
    private final Path file;
    private final RunningTime time;
    private final long syncNanos;
    private final Thread writer = new Thread(this::run, "tinylcm-quarantine");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    // Below: guarded by the lock.
    private final Shelf shelf;
    private final Trouble trouble;
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean closing;
    private boolean stale;
    private boolean unsynced;
    private long syncAt;
    private long tickAt = System.nanoTime() + TICK_NANOS;
    private long unsaved;

    /** The writer's alone once it runs; null if the file could not be opened. */
    private EntryLog log;
    private volatile long damaged;

    Journal(FileOps ops, Path file, Shelf shelf, RunningTime time, long syncMillis) {
        this.ops = ops;
        this.file = file;
        this.shelf = shelf;
        this.trouble = new Trouble(file);
        this.time = time;
        this.syncNanos = TimeUnit.MILLISECONDS.toNanos(syncMillis);
        writer.setDaemon(true);
    }

    void start() {
        try {
            open();
        } catch (UncheckedIOException e) {
            failed(e, 0);
        }
        writer.start();
    }

    /** @return samples dropped because they have another number of features */
    int add(LongFunction<List<Entry>> entriesAt) {
        lock.lock();
        try {
            var dropped = 0;
            for (var entry : entriesAt.apply(time.now())) {
                dropped += shelf.apply(entry);
                enqueue(entry);
            }
            work.signal();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    List<QuarantinedSample> kept() {
        lock.lock();
        try {
            shelf.expire(time.now());
            return shelf.kept().stream().map(Shelf.Kept::sample).toList();
        } finally {
            lock.unlock();
        }
    }

    Map<String, Long> counters() {
        lock.lock();
        try {
            shelf.expire(time.now());
            var counters = new LinkedHashMap<>(shelf.counters());
            counters.put("kept", (long) shelf.size());
            counters.put("unsaved", unsaved);
            counters.put("write_errors", trouble.errors());
            counters.put("damaged", damaged);
            return counters;
        } finally {
            lock.unlock();
        }
    }

    void flush() {
        var done = new CompletableFuture<Void>();
        lock.lock();
        try {
            if (closing) {
                throw new IllegalStateException("the quarantine is closed");
            }
            waiting.add(done);
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io ? new UncheckedIOException(io.getMessage(),
                    io.getCause()) : e;
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Entry entry) {
        if (stale) {
            unsaved++;
        } else if (queue.size() >= QUEUE) {
            unsaved += queue.size() + 1;
            queue.clear();
            stale = true;
        } else {
            queue.add(entry);
        }
    }

    private void run() {
        try {
            writeUntilClosed();
        } finally {
            // Whatever ended this thread, nobody may wait for it.
            lock.lock();
            try {
                closing = true;
                waiting.forEach(waiter -> waiter.completeExceptionally(new IllegalStateException("closed")));
            } finally {
                lock.unlock();
            }
            if (log != null) {
                closeLog();
            }
        }
    }

    private void writeUntilClosed() {
        var last = false;
        while (!last) {
            List<CompletableFuture<Void>> served;
            List<Entry> batch;
            boolean anew;
            boolean sync;
            lock.lock();
            try {
                awaitWork();
                last = closing;
                served = List.copyOf(waiting);
                waiting.clear();
                anew = stale || log == null || log.wantsCompaction();
                sync = !served.isEmpty() || last || unsynced && System.nanoTime() - syncAt >= 0;
                if (last || System.nanoTime() - tickAt >= 0) {
                    tickAt = System.nanoTime() + TICK_NANOS;
                    queue.add(new Entry.Counted(time.now(), shelf.counters()));
                }
                batch = anew && log != null ? everything() : List.copyOf(queue);
                queue.clear();
                // What comes from now on is queued again, behind what is written now.
                stale = false;
            } finally {
                lock.unlock();
            }
            write(batch, anew, sync, served);
        }
    }

    /** Waits until there is something to write, to sync or to try again. */
    private void awaitWork() {
        while (!closing && waiting.isEmpty()) {
            var now = System.nanoTime();
            if (stale ? now - trouble.retryAt() >= 0 : !queue.isEmpty()) {
                return;
            }
            var wake = stale ? trouble.retryAt() : unsynced ? syncAt : tickAt;
            if (wake - now <= 0) {
                return;
            }
            try {
                work.awaitNanos(wake - now);
            } catch (InterruptedException e) {
                // Nobody interrupts this thread but someone who wants it to end.
                closing = true;
            }
        }
    }

    private List<Entry> everything() {
        var entries = new ArrayList<Entry>();
        shelf.kept().forEach(kept -> entries.add(new Entry.Offered(kept.time(), kept.sample())));
        entries.add(new Entry.Counted(time.now(), shelf.counters()));
        return entries;
    }

    private void write(List<Entry> batch, boolean anew, boolean sync, List<CompletableFuture<Void>> served) {
        try {
            var entries = batch;
            if (log == null) {
                open();
                entries = underLock();
            }
            if (anew) {
                log.rewrite(entries);
            } else {
                entries.forEach(log::append);
                if (sync) {
                    log.flush();
                }
            }
            succeeded(anew || sync, !batch.isEmpty());
            served.forEach(waiter -> waiter.complete(null));
        } catch (RuntimeException e) {
            failed(e, batch.size());
            served.forEach(waiter -> waiter.completeExceptionally(e));
        }
    }

    private List<Entry> underLock() {
        lock.lock();
        try {
            queue.clear();
            return everything();
        } finally {
            lock.unlock();
        }
    }

    /** Reads what the log has and puts what came meanwhile on top of it. */
    private void open() {
        var entries = new ArrayList<Entry>();
        log = new EntryLog(ops, file, entries::add);
        damaged = log.damaged();
        lock.lock();
        try {
            var present = shelf.kept();
            var newest = entries.stream().mapToLong(Entry::time).max().orElse(0);
            shelf.apply(new Entry.Cleared(0));
            entries.forEach(shelf::apply);
            time.goOnFrom(newest);
            present.forEach(kept -> shelf.apply(new Entry.Offered(newest + kept.time(), kept.sample())));
        } finally {
            lock.unlock();
        }
        if (damaged > 0) {
            LOGGER.log(log.tornOnly() ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    "{0}: passed over {1} damaged records", file, damaged);
        }
    }

    private void succeeded(boolean synced, boolean wrote) {
        lock.lock();
        try {
            if (synced) {
                unsynced = false;
            } else if (wrote && !unsynced) {
                unsynced = true;
                syncAt = System.nanoTime() + syncNanos;
            }
            if (!stale) {
                unsaved = 0;
            }
            trouble.over();
        } finally {
            lock.unlock();
        }
    }

    private void failed(RuntimeException e, int lost) {
        lock.lock();
        try {
            unsaved += lost + queue.size();
            queue.clear();
            stale = true;
            trouble.failed(e);
        } finally {
            lock.unlock();
        }
    }

    private void closeLog() {
        try {
            log.close();
        } catch (UncheckedIOException e) {
            LOGGER.log(System.Logger.Level.WARNING, e.getMessage());
        }
    }
}
