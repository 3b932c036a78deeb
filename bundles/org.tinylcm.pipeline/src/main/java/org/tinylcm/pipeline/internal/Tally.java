package org.tinylcm.pipeline.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What the pipeline has counted since its start. Written by the frame thread, read by any. */
final class Tally {
    /** Labels beyond this many are counted together: a hostile pack must not fill the memory. */
    private static final int MOST_LABELS = 1_000;
    private static final int RATE_SECONDS = 5;

    private final Map<String, long[]> labels = new ConcurrentHashMap<>();
    private final long[] framesInSecond = new long[RATE_SECONDS + 1];
    private final long startedAt = second();
    private long latestSecond = startedAt;
    private volatile long frames;
    private volatile long failures;
    private volatile long onsets;
    private volatile long recoveries;
    private volatile long quarantined;

    void frame(String label, boolean putAside) {
        frames++;
        if (putAside) {
            quarantined++;
        }
        var counter = labels.get(label);
        if (counter == null) {
            counter = labels.computeIfAbsent(labels.size() < MOST_LABELS ? label : "(others)", l -> new long[1]);
        }
        counter[0]++;
        advance();
        framesInSecond[(int) (latestSecond % framesInSecond.length)]++;
    }

    void failure() {
        failures++;
    }

    void episode(boolean begins) {
        if (begins) {
            onsets++;
        } else {
            recoveries++;
        }
    }

    long frames() {
        return frames;
    }

    long failures() {
        return failures;
    }

    long onsets() {
        return onsets;
    }

    long recoveries() {
        return recoveries;
    }

    long quarantined() {
        return quarantined;
    }

    Map<String, Long> labels() {
        var copy = new TreeMap<String, Long>();
        labels.forEach((label, counter) -> copy.put(label, counter[0]));
        return copy;
    }

    /** Mean over the last full seconds. */
    double framesPerSecond() {
        long now = second();
        long sum = 0;
        int seconds = 0;
        for (long s = Math.max(startedAt, now - RATE_SECONDS); s < now; s++) {
            seconds++;
            if (s <= latestSecond && s > latestSecond - framesInSecond.length) {
                sum += framesInSecond[(int) (s % framesInSecond.length)];
            }
        }
        return seconds == 0 ? 0 : (double) sum / seconds;
    }

    private void advance() {
        long now = second();
        for (; latestSecond < now; latestSecond++) {
            framesInSecond[(int) ((latestSecond + 1) % framesInSecond.length)] = 0;
            if (now - latestSecond > framesInSecond.length) {
                latestSecond = now - framesInSecond.length;
            }
        }
    }

    private static long second() {
        return System.nanoTime() / 1_000_000_000L + (1L << 33);
    }
}
