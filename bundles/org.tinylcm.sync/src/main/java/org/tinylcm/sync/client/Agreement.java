package org.tinylcm.sync.client;

import java.util.List;

/** What the platform takes, as it said last. Safe for any thread. */
final class Agreement {
    private volatile List<String> taken;

    /** @return true if that is new */
    boolean taken(List<String> compressions) {
        var before = taken;
        taken = List.copyOf(compressions);
        return !taken.equals(before);
    }

    /** For the next package. */
    Compression best() {
        return takes(Compression.ZSTD) && Compression.ZSTD.available() ? Compression.ZSTD : Compression.GZIP;
    }

    boolean takes(Compression compression) {
        var now = taken;
        return compression == Compression.GZIP || now != null && now.contains(compression.id());
    }

    /**
     * False as long as it cannot be sent: nobody knows yet whether the platform takes it, or it does not, and this device
     * cannot read any more what it once packed.
     */
    boolean sendable(Compression compression) {
        return takes(compression) || taken != null && compression.available();
    }
}
