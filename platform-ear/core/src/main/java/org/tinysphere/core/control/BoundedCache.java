package org.tinysphere.core.control;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Keeps what was loaded for a while. Reads take no lock. When it is full, entries that have not been used since the
 * last sweep go first. A value that was loaded while its key was invalidated is not kept.
 */
public final class BoundedCache<K, V> {
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final int most;
    private final long keepNanos;
    private final AtomicLong generation = new AtomicLong();

    private static final class Entry<V> {
        private final V value;
        private final long until;
        private volatile boolean used;

        private Entry(V value, long until) {
            this.value = value;
            this.until = until;
        }
    }

    public BoundedCache(int most, Duration keep) {
        this.most = most;
        this.keepNanos = keep.toNanos();
    }

    /** What is kept or what {@code load} gives; an empty result is not kept. */
    public Optional<V> get(K key, Function<K, Optional<V>> load) {
        var entry = entries.get(key);
        if (entry != null && System.nanoTime() - entry.until < 0) {
            if (!entry.used) {
                entry.used = true;
            }
            return Optional.of(entry.value);
        }
        var before = generation.get();
        var loaded = load.apply(key);
        if (loaded.isEmpty()) {
            entries.remove(key);
            return loaded;
        }
        if (entries.size() >= most) {
            sweep();
        }
        var fresh = new Entry<>(loaded.get(), System.nanoTime() + keepNanos);
        entries.put(key, fresh);
        if (generation.get() != before) {
            entries.remove(key, fresh);
        }
        return loaded;
    }

    public void forget(K key) {
        generation.incrementAndGet();
        entries.remove(key);
    }

    public void clear() {
        generation.incrementAndGet();
        entries.clear();
    }

    public int size() {
        return entries.size();
    }

    private synchronized void sweep() {
        if (entries.size() < most) {
            return;
        }
        var now = System.nanoTime();
        entries.values().removeIf(entry -> !entry.used || now - entry.until >= 0);
        entries.values().forEach(entry -> entry.used = false);
        var surplus = entries.size() - most * 9 / 10;
        for (var keys = entries.keySet().iterator(); surplus > 0 && keys.hasNext(); surplus--) {
            keys.next();
            keys.remove();
        }
    }
}
