package org.tinylcm.sync.client;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tinylcm.sync.client.PlatformException.Kind;
import org.tinylcm.update.UpdateTransport;

/** The calls of the hot update. Keeps to the limits that are set for uploads. For one thread. */
final class Updates implements UpdateTransport {
    /** A line that is slower than this is treated as broken, bytes a second. */
    private static final int SLOWEST = 4096;
    private final PlatformApi api;
    private final IdentityFile identity;
    private final DeviceSide side;
    private final SyncRuntime runtime;
    private final Counters counters;
    private final Gate gate;
    private final TokenBucket bucket;
    private final Duration timeout;
    private PlatformApi.Tagged wanted = new PlatformApi.Tagged(null, null);

    Updates(SyncSettings settings, SyncRuntime runtime, PlatformApi api, IdentityFile identity, DeviceSide side,
            Counters counters) {
        this.api = api;
        this.identity = identity;
        this.side = side;
        this.runtime = runtime;
        this.counters = counters;
        gate = new Gate(Hours.parse(settings.hours()), settings.minBattery());
        bucket = new TokenBucket(settings.bytesPerSecond(), runtime.nanoTime());
        timeout = settings.timeout();
    }

    @Override
    public String deviceId() {
        var id = identity.get().deviceId();
        return id == null ? "" : id;
    }

    @Override
    public Optional<String> desiredState() throws IOException, InterruptedException {
        requireRegistered();
        wanted = api.desiredState(wanted);
        return Optional.ofNullable(wanted.body());
    }

    @Override
    public String keys(long after) throws IOException, InterruptedException {
        requireRegistered();
        return api.keys(after);
    }

    @Override
    public Optional<Block> block(String sha256, String from, long offset, int most, boolean always)
            throws IOException, InterruptedException {
        requireRegistered();
        if (!gate.open(side.battery())) {
            throw new IOException("the battery is too low for transfers");
        }
        if (!always && !gate.hours().contain(LocalTime.now(runtime.clock()))) {
            throw new IOException("it is not the hour for transfers");
        }
        TimeUnit.NANOSECONDS.sleep(bucket.pause().toNanos());
        var length = (int) bucket.part(most);
        var path = "artifacts/" + sha256 + (from == null ? "" : "/delta?from=" + from);
        var block = api.block(path, offset, length, timeout.plusSeconds(length / SLOWEST));
        block.ifPresent(got -> {
            bucket.take(got.bytes().length);
            counters.add("updates.bytes", got.bytes().length);
        });
        return block;
    }

    @Override
    public boolean events(long deployment, String json) throws IOException, InterruptedException {
        requireRegistered();
        try {
            api.events(deployment, json);
            return true;
        } catch (PlatformException e) {
            if (e.kind() == Kind.REFUSED || e.kind() == Kind.MISSING || e.kind() == Kind.CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void installed(String json) throws IOException, InterruptedException {
        requireRegistered();
        api.installed(json);
    }

    private void requireRegistered() throws IOException {
        if (!identity.get().registered()) {
            throw new IOException("the device is not registered yet");
        }
    }
}
