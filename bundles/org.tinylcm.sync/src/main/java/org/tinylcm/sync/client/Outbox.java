package org.tinylcm.sync.client;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.tinylcm.protocol.PackageType;

/** Packs what is to be sent and puts it into the spool. Works without a platform, and before there is one. */
public final class Outbox {
    private final Spool spool;
    private final PackageWriter writer;
    private final Supplier<String> deviceId;
    private final Supplier<String> modelId;
    private final Runnable onSpooled;

    /**
     * @param deviceId null before the registration
     * @param modelId pack in use, null if none
     * @param onSpooled told after each package
     */
    public Outbox(Spool spool, PackageWriter writer, Supplier<String> deviceId, Supplier<String> modelId,
            Runnable onSpooled) {
        this.spool = spool;
        this.writer = writer;
        this.deviceId = deviceId;
        this.modelId = modelId;
        this.onSpooled = onSpooled;
    }

    /**
     * Packs under a new id. On return it is on disk.
     *
     * @return false if the spool is full of what is more urgent
     * @throws java.io.UncheckedIOException it could not be read or written
     */
    public boolean put(PackageType type, Instant at, List<Member> members) {
        return put(type, UUID.randomUUID().toString(), at, members);
    }

    /** The same under an id that is known already; what is in the spool under it stays. */
    public boolean put(PackageType type, String id, Instant at, List<Member> members) {
        var added = spool.add(type, id,
                out -> writer.write(out, type, id, deviceId.get(), modelId.get(), at, members));
        onSpooled.run();
        return added;
    }
}
