package org.tinylcm.sync.client;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Makes a spooled package one that the platform takes: it may have been packed for a platform that took zstd, or under an
 * id that this device had before it was enrolled anew, and which no platform accepts from anybody else.
 */
final class Fitting {
    private static final System.Logger logger = System.getLogger(Fitting.class.getName());
    private final Spool spool;
    private final IdentityFile identity;
    private final Agreement agreement;
    private final DeviceSide side;
    private final Counters counters;

    Fitting(Spool spool, IdentityFile identity, Agreement agreement, DeviceSide side, Counters counters) {
        this.spool = spool;
        this.identity = identity;
        this.agreement = agreement;
        this.side = side;
        this.counters = counters;
    }

    /**
     * For a package of which the platform has nothing yet.
     *
     * @return true if there is another one in its place now
     * @throws java.io.UncheckedIOException it could not be written
     */
    boolean changed(SpoolEntry entry) {
        var compression = agreement.takes(entry.compression()) ? entry.compression() : Compression.GZIP;
        var me = identity.get().deviceId();
        try {
            var envelope = entry.compression().available() ? PackageEnvelope.of(entry) : null;
            var before = envelope == null ? null : envelope.deviceId();
            var moved = before != null && !before.equals(me);
            if (envelope == null || !moved && compression == entry.compression()) {
                return false;
            }
            spool.change(entry, out -> envelope.write(moved ? me : null, compression, out));
            if (moved) {
                counters.add("packages.readdressed." + entry.type().id());
                side.note("package-readdressed", Map.of("package", entry.id(), "type", entry.type().id(), "from",
                        before));
            }
            return true;
        } catch (IOException e) {
            return damaged(entry, e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof PackageEnvelope.Damaged) {
                return damaged(entry, e.getCause());
            }
            throw e;
        }
    }

    /** What is in it is for the platform to judge, which keeps it for a person; it must not hold up the others. */
    private static boolean damaged(SpoolEntry entry, IOException e) {
        logger.log(WARNING, "Package {0} cannot be read, it is sent as it is: {1}", entry.id(), e.getMessage());
        return false;
    }
}
