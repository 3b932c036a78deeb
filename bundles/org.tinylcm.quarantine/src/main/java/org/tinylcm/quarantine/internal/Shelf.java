package org.tinylcm.quarantine.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.quarantine.QuarantinedSample;

/**
 * The samples in memory, bounded by count and age. Not safe for threads. Fed with the entries of a log it becomes what
 * it was: what is evicted or expires follows from the entries.
 */
final class Shelf {

    /** A sample and the running time at which it came. */
    record Kept(long time, QuarantinedSample sample) {
    }

    private final int maxSamples;
    private final long maxAgeMillis;
    private final TreeMap<Long, Kept> pending = new TreeMap<>();
    private final TreeMap<Long, Kept> settled = new TreeMap<>();
    private final Map<String, Long> orderOf = new HashMap<>();
    private long order;
    private long offered;
    private long evicted;
    private long expired;
    private long otherDimension;

    Shelf(int maxSamples, long maxAgeMillis) {
        this.maxSamples = maxSamples;
        this.maxAgeMillis = maxAgeMillis;
    }

    /** @return samples that had to go because they have another number of features */
    int apply(Entry entry) {
        expire(entry.time());
        var dropped = 0;
        if (entry instanceof Entry.Offered offer) {
            dropped = dropOtherThan(offer.sample().features().length);
            offer(offer.time(), offer.sample());
        } else if (entry instanceof Entry.Marked marked) {
            mark(marked.ids(), marked.status(), marked.label());
        } else if (entry instanceof Entry.Cleared) {
            clear();
        } else if (entry instanceof Entry.Counted counted) {
            offered = counted.counters().getOrDefault("offered", offered);
            evicted = counted.counters().getOrDefault("evicted", evicted);
            expired = counted.counters().getOrDefault("expired", expired);
            otherDimension = counted.counters().getOrDefault("other_dimension", otherDimension);
        }
        return dropped;
    }

    /** Oldest first. */
    List<Kept> kept() {
        var all = new TreeMap<Long, Kept>(pending);
        all.putAll(settled);
        return new ArrayList<>(all.values());
    }

    int size() {
        return orderOf.size();
    }

    void expire(long now) {
        while (expireFirst(pending, now) || expireFirst(settled, now)) {
            expired++;
        }
    }

    Map<String, Long> counters() {
        var counters = new LinkedHashMap<String, Long>();
        counters.put("offered", offered);
        counters.put("evicted", evicted);
        counters.put("expired", expired);
        counters.put("other_dimension", otherDimension);
        return counters;
    }

    private void offer(long time, QuarantinedSample sample) {
        offered++;
        remove(sample.id());
        while (size() >= maxSamples) {
            removeFirst(settled.isEmpty() ? pending : settled);
            evicted++;
        }
        orderOf.put(sample.id(), order);
        of(sample.status()).put(order++, new Kept(time, sample));
    }

    private void mark(Collection<String> ids, QuarantinedSample.Status status, String label) {
        for (var id : ids) {
            var position = orderOf.get(id);
            if (position != null) {
                var kept = pending.containsKey(position) ? pending.remove(position) : settled.remove(position);
                var sample = kept.sample();
                of(status).put(position, new Kept(kept.time(),
                        sample.with(status, label == null ? sample.label() : label)));
            }
        }
    }

    private void clear() {
        pending.clear();
        settled.clear();
        orderOf.clear();
    }

    private TreeMap<Long, Kept> of(QuarantinedSample.Status status) {
        return status == QuarantinedSample.Status.PENDING ? pending : settled;
    }

    private boolean expireFirst(TreeMap<Long, Kept> samples, long now) {
        if (samples.isEmpty() || now - samples.firstEntry().getValue().time() <= maxAgeMillis) {
            return false;
        }
        removeFirst(samples);
        return true;
    }

    /** Samples of another length are from another pack: nothing can be compared with them. */
    private int dropOtherThan(int dimension) {
        var any = pending.isEmpty() ? settled : pending;
        if (any.isEmpty() || any.firstEntry().getValue().sample().features().length == dimension) {
            return 0;
        }
        var dropped = size();
        otherDimension += dropped;
        clear();
        return dropped;
    }

    private void removeFirst(TreeMap<Long, Kept> samples) {
        orderOf.remove(samples.pollFirstEntry().getValue().sample().id());
    }

    private void remove(String id) {
        var position = orderOf.remove(id);
        if (position != null) {
            pending.remove(position);
            settled.remove(position);
        }
    }
}
