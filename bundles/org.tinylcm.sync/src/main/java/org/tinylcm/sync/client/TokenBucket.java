package org.tinylcm.sync.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits bytes a second. What was taken beyond the bucket is waited for before the next taking. For one thread. */
final class TokenBucket {
    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private double tokens;
    private long last;

    /** @param bytesPerSecond 0 for no limit */
    TokenBucket(long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.tokens = bytesPerSecond;
        this.last = nanoTime.getAsLong();
    }

    /** How long until more may be taken. */
    Duration pause() {
        if (bytesPerSecond == 0) {
            return Duration.ZERO;
        }
        var now = nanoTime.getAsLong();
        tokens = Math.min(bytesPerSecond, tokens + (now - last) / 1e9 * bytesPerSecond);
        last = now;
        return tokens > 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens / bytesPerSecond * 1e9) + 1_000_000);
    }

    void take(long bytes) {
        tokens -= bytesPerSecond == 0 ? 0 : bytes;
    }

    /** Largest part to send at once, so that a part never holds the line for long. */
    long part(long most) {
        return bytesPerSecond == 0 ? most : Math.max(4096, Math.min(most, bytesPerSecond * 10));
    }
}
