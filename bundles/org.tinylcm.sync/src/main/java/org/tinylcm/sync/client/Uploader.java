package org.tinylcm.sync.client;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tinylcm.protocol.UploadDoc;
import org.tinylcm.sync.client.PlatformException.Kind;

/**
 * Sends what is in the spool, the most urgent first, in parts: after each part the most urgent package is chosen anew,
 * so that a drift event waits for one part of a log at most. For one thread.
 */
final class Uploader {
    private static final System.Logger logger = System.getLogger(Uploader.class.getName());
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final long LARGEST_PART = 2 << 20;
    private static final long SMALLEST_PART = 16 << 10;
    /** A line that is slower than this gets smaller parts. */
    private static final long SLOWEST = 8 << 10;
    private static final int FAILURES = 3;
    /** Seconds. */
    private static final long LONGEST_REST = 3600;
    private static final long CONFLICT_REST = 60;
    private final SyncSettings settings;
    private final SyncRuntime runtime;
    private final PlatformApi api;
    private final IdentityFile identity;
    private final Spool spool;
    private final Gate gate;
    private final Agreement agreement;
    private final Fitting fitting;
    private final DeviceSide side;
    private final Counters counters;
    private final Runnable onUnknown;
    private final Backoff backoff;
    private final TokenBucket bucket;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, Strikes> strikes = new HashMap<>();
    private long part = LARGEST_PART;
    private long successes;

    /**
     * @param until nanoseconds at which the package is tried again
     * @param successes of all packages up to its last failure
     */
    private record Strikes(int failures, long until, long successes) {
        static final Strikes NONE = new Strikes(0, 0, 0);
    }

    Uploader(SyncSettings settings, SyncRuntime runtime, PlatformApi api, IdentityFile identity, Spool spool,
            Agreement agreement, DeviceSide side, Counters counters, Runnable onUnknown) {
        this.settings = settings;
        this.runtime = runtime;
        this.api = api;
        this.identity = identity;
        this.spool = spool;
        this.gate = new Gate(Hours.parse(settings.hours()), settings.minBattery());
        this.agreement = agreement;
        fitting = new Fitting(spool, identity, agreement, side, counters);
        this.side = side;
        this.counters = counters;
        this.onUnknown = onUnknown;
        backoff = new Backoff(Duration.ofSeconds(2), runtime.most(), runtime.random());
        bucket = new TokenBucket(settings.bytesPerSecond(), runtime.nanoTime());
    }

    /** Bytes that the platform has of a package. */
    long sent(String id) {
        return sent.getOrDefault(id, 0L);
    }

    /** @return pause until the next run */
    Duration run() {
        if (!identity.get().registered() || !gate.open(side.battery())) {
            return IDLE;
        }
        var wait = bucket.pause();
        if (!wait.isZero()) {
            return wait;
        }
        var now = LocalTime.now(runtime.clock());
        var next = spool.next(e -> gate.admits(e.type(), now) && !resting(e)
                && agreement.sendable(e.compression()));
        if (next.isEmpty()) {
            tidy();
            return IDLE;
        }
        try {
            step(next.get());
            successes++;
            backoff.succeeded();
            return Duration.ZERO;
        } catch (PlatformException e) {
            return failed(next.get(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return IDLE;
        } catch (UncheckedIOException e) {
            counters.add("failures.disk");
            return backoff.failed(Duration.ZERO);
        } finally {
            spool.sendingEnded();
        }
    }

    private void step(SpoolEntry entry) throws PlatformException, InterruptedException {
        var known = sent.get(entry.id());
        if (known == null) {
            var there = api.upload(entry.id());
            if (there.isPresent() && settle(entry, there.get(), -1)) {
                return;
            }
            // Once a part is there, the digest must stay what was stated.
            if (there.isEmpty() && fitting.changed(entry)) {
                return;
            }
            known = sent.computeIfAbsent(entry.id(), id -> 0L);
        }
        long from = known;
        var to = Math.min(entry.bytes(), from + bucket.part(part));
        bucket.take(to - from);
        var answer = api.upload(entry, from, to, FileBody.of(entry.file(), from, to),
                settings.timeout().plusSeconds((to - from) / SLOWEST));
        counters.add("upload.bytes", to - from);
        part = Math.min(LARGEST_PART, part * 2);
        settle(entry, answer, from);
    }

    /** @return true if that was the last of it */
    private boolean settle(SpoolEntry entry, UploadDoc there, long before) throws PlatformException {
        if (!there.packageId().equals(entry.id()) || there.total() != entry.bytes()
                || !entry.sha256().equals(there.sha256())) {
            throw new PlatformException(Kind.CONFLICT, "the platform speaks of another package than " + entry.id());
        }
        if (there.receipt() != null) {
            spool.remove(entry, "delivered");
            forget(entry);
            return true;
        }
        if (there.offset() <= before) {
            throw new PlatformException(Kind.CONFLICT, "the upload of " + entry.id() + " does not get on");
        }
        sent.put(entry.id(), there.offset());
        if (before >= 0) {
            strikes.remove(entry.id());
        }
        return false;
    }

    private Duration failed(SpoolEntry entry, PlatformException e) {
        counters.add("failures." + e.kind().name().toLowerCase(Locale.ROOT));
        // What the platform really has is asked before the next part.
        sent.remove(entry.id());
        switch (e.kind()) {
            case REFUSED -> giveUp(entry, e.getMessage());
            case CONFLICT -> conflict(entry);
            case BROKEN -> strike(entry, LONGEST_REST);
            case UNREACHABLE -> part = Math.max(SMALLEST_PART, part / 2);
            case UNAUTHORISED -> onUnknown.run();
            default -> {
                // The pause is all there is to do.
            }
        }
        return backoff.failed(e.after());
    }

    /**
     * It ends by itself when the platform is done with an earlier attempt, however many there were; but never if the disk
     * has changed what was packed.
     */
    private void conflict(SpoolEntry entry) {
        strike(entry, CONFLICT_REST);
        if (strikes.get(entry.id()).failures() >= FAILURES && !intact(entry)) {
            giveUp(entry, "its file on this device is damaged");
        }
    }

    private boolean intact(SpoolEntry entry) {
        try (var in = new DigestInputStream(Files.newInputStream(entry.file()), Digests.sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(entry.sha256());
        } catch (IOException e) {
            logger.log(WARNING, "Package {0} cannot be read: {1}", entry.id(), e.getMessage());
            counters.add("failures.disk");
            return true;
        }
    }

    /**
     * A package that the platform stumbles over must not keep the others waiting: after three failures it rests. It rests
     * longer only if others got through meanwhile: otherwise the platform is in trouble, not the package.
     *
     * @param longest rest, seconds
     */
    private void strike(SpoolEntry entry, long longest) {
        var so = strikes.getOrDefault(entry.id(), Strikes.NONE);
        var failures = so.failures() < FAILURES || so.successes() != successes ? so.failures() + 1 : FAILURES;
        var rest = failures < FAILURES ? 0 : Math.min(longest, 30L << Math.min(failures - FAILURES, 10));
        strikes.put(entry.id(), new Strikes(failures, runtime.nanoTime().getAsLong() + rest * 1_000_000_000L, successes));
    }

    private boolean resting(SpoolEntry entry) {
        var so = strikes.get(entry.id());
        return so != null && so.failures() >= FAILURES && so.until() - runtime.nanoTime().getAsLong() > 0;
    }

    private void giveUp(SpoolEntry entry, String reason) {
        logger.log(WARNING, "The platform does not take package {0} ({1}), it is given up: {2}", entry.id(),
                entry.type().id(), reason);
        spool.remove(entry, "refused");
        forget(entry);
        side.note("package-refused", Map.of("package", entry.id(), "type", entry.type().id(), "reason", reason));
    }

    private void forget(SpoolEntry entry) {
        sent.remove(entry.id());
        strikes.remove(entry.id());
    }

    /** What was evicted meanwhile needs no memory. */
    private void tidy() {
        if (spool.size() == 0) {
            sent.clear();
            strikes.clear();
        }
    }
}
