package org.tinylcm.source.directory.internal;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.tinylcm.state.ComponentState;

/**
 * Files as they come into a folder, those that are there at the start included. A file is taken when two looks, at least
 * the settling time apart, find the same size and time of modification: whoever writes slower than that writes under
 * another name (or ending) and renames. Each file is delivered once; which ones were is part of the state, so that a
 * restart repeats only what came after the latest saved state.
 */
final class WatchFeed implements Feed {
    private static final System.Logger LOGGER = System.getLogger(WatchFeed.class.getName());
    private static final int MAX_FILES = 100_000;
    private static final int MAX_FOLDERS = 1000;
    /** Also without an event: those of a network file system never come. */
    private static final long RESCAN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FolderScan scan;
    private final long settleNanos;
    private final LongSupplier nanoTime;
    private final WatchService watcher;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<Long, Long> since = new HashMap<>();
    private final ArrayDeque<FolderScan.Found> ready = new ArrayDeque<>();
    private final SeenFiles seen = new SeenFiles();
    private long nextLook;

    WatchFeed(Settings settings, LongSupplier nanoTime) {
        this.scan = new FolderScan(settings, MAX_FILES);
        this.settleNanos = TimeUnit.MILLISECONDS.toNanos(settings.settleMillis());
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong();
        this.watcher = watcher();
    }

    @Override
    public Item next(long timeoutNanos) throws InterruptedException {
        var end = nanoTime.getAsLong() + timeoutNanos;
        while (closed.getCount() > 0) {
            if (ready.isEmpty() && nanoTime.getAsLong() - nextLook >= 0) {
                look();
            }
            var found = ready.poll();
            if (found != null) {
                seen.add(SeenFiles.hash(found));
                return found.item();
            }
            var now = nanoTime.getAsLong();
            if (now - end >= 0) {
                return null;
            }
            await(Math.min(end - now, Math.max(nextLook - now, 1)));
        }
        return null;
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public long total() {
        return -1;
    }

    @Override
    public void save(Map<String, Object> values, Map<String, float[]> vectors) {
        vectors.put("seen", seen.toVector());
    }

    @Override
    public void restore(ComponentState state, boolean sameRun) {
        seen.replaceBy(state.vector("seen"));
        ready.clear();
        since.clear();
        nextLook = nanoTime.getAsLong();
    }

    @Override
    public void close() {
        closed.countDown();
        if (watcher != null) {
            try {
                watcher.close();
            } catch (IOException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "watch service", e);
            }
        }
    }

    private void look() {
        var now = nanoTime.getAsLong();
        nextLook = now + RESCAN_NANOS;
        var present = new HashSet<Long>();
        var settled = new ArrayList<FolderScan.Found>();
        for (var file : scan.files(this::watch)) {
            var hash = SeenFiles.hash(file);
            present.add(hash);
            if (!seen.contains(hash)) {
                var first = since.putIfAbsent(hash, now);
                if (first != null && now - first >= settleNanos) {
                    settled.add(file);
                } else {
                    nextLook = now + Math.max(settleNanos, SHORTEST_NANOS);
                }
            }
        }
        seen.retain(present);
        since.keySet().retainAll(present);
        settled.forEach(file -> since.remove(SeenFiles.hash(file)));
        ready.addAll(settled);
    }

    private void await(long nanos) throws InterruptedException {
        if (watcher == null) {
            closed.await(nanos, TimeUnit.NANOSECONDS);
            return;
        }
        try {
            var key = watcher.poll(nanos, TimeUnit.NANOSECONDS);
            if (key != null) {
                // What it was that happened is found by looking.
                key.pollEvents();
                if (!key.reset()) {
                    keys.values().remove(key);
                }
                var soon = nanoTime.getAsLong() + SHORTEST_NANOS;
                nextLook = soon - nextLook < 0 ? soon : nextLook;
            }
        } catch (ClosedWatchServiceException e) {
            closed.countDown();
        }
    }

    private void watch(Path folder) {
        if (watcher == null || keys.containsKey(folder) || keys.size() >= MAX_FOLDERS) {
            return;
        }
        try {
            keys.put(folder, folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY));
        } catch (IOException | ClosedWatchServiceException e) {
            // The folder is gone again, or there are more than the system can watch: the next look finds its files.
            LOGGER.log(System.Logger.Level.DEBUG, "cannot watch {0}: {1}", folder, e.getMessage());
        }
    }

    private static WatchService watcher() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "new files are noticed within {0} s only: {1}",
                    TimeUnit.NANOSECONDS.toSeconds(RESCAN_NANOS), e.getMessage());
            return null;
        }
    }
}
