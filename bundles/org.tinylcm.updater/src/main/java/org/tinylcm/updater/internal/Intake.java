package org.tinylcm.updater.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.RefusedException;
import org.tinylcm.release.RefusedException.Reason;
import org.tinylcm.release.ReleasePolicy;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.TrustStore;

/** Decides whether a release is to be trusted, and meant for this device. */
final class Intake {
    private final UpdateDisk disk;
    private final Path firstRing;
    private final List<String> classes;
    private final Clock clock;

    /** A release, and the digest of what was signed. */
    record Accepted(ReleaseDoc release, String digest) {
    }

    /** @param firstRing file with the key ring that whoever set the device up put there */
    Intake(UpdateDisk disk, Path firstRing, List<String> classes, Clock clock) {
        this.disk = disk;
        this.firstRing = firstRing;
        this.classes = List.copyOf(classes);
        this.clock = clock;
    }

    /**
     * @param deviceId name at the platform, empty if there is none
     * @throws RefusedException it is not
     */
    Accepted check(SignedDoc signed, String deviceId) {
        var memory = disk.memory();
        var now = now(memory);
        var release = trust().release(signed, now);
        var digest = Sha256.hex(Base64.getDecoder().decode(signed.payload()));
        new ReleasePolicy(deviceId, classes, memory.highest(), memory.digest()).check(release, digest, now);
        disk.change(known -> known.seen(release.issued()));
        return new Accepted(release, digest);
    }

    /**
     * Follows the chain of key rings as far as it leads.
     *
     * @throws RefusedException one of them is not vouched for; those before it count
     */
    void learn(List<SignedDoc> rings) {
        if (rings.isEmpty()) {
            return;
        }
        var trust = trust();
        for (var ring : rings) {
            if (version(ring) > trust.ring().version()) {
                trust = trust.next(ring);
                disk.ring(ring);
            }
        }
    }

    /** @throws RefusedException there is none, or it is damaged */
    TrustStore trust() {
        return TrustStore.root(disk.ring().orElseGet(this::first));
    }

    /** Only to pass over rings that are known; what is inside is not trusted. */
    private static long version(SignedDoc ring) {
        try {
            return Json.read(Base64.getDecoder().decode(ring.payload()),
                    KeyRingDoc.class, "key ring", JsonLimits.DOCUMENT).version();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Reason.MALFORMED, "key ring: " + e.getMessage(), e);
        }
    }

    private SignedDoc first() {
        if (!Files.exists(firstRing)) {
            throw new RefusedException(Reason.MISSING, "this device trusts no key: " + firstRing
                    + " is missing (docs/update.md says how to make it)");
        }
        try {
            return Json.read(Files.readAllBytes(firstRing), SignedDoc.class, firstRing.toString(),
                    JsonLimits.DOCUMENT);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + firstRing + ": " + e.getMessage(), e);
        } catch (BadJsonException e) {
            throw new RefusedException(Reason.MALFORMED, e.getMessage(), e);
        }
    }

    /** A small computer may wake up in 1970; but never before something that was signed already. */
    private Instant now(Memory memory) {
        var now = clock.instant();
        return now.isBefore(memory.floor()) ? memory.floor() : now;
    }
}
