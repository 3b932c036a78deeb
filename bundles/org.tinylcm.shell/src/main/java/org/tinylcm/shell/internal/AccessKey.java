package org.tinylcm.shell.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/** The key of the remote shell: 256 random bits in a file that only the device's user can read. */
final class AccessKey {
    private static final int BYTES = 32;
    private static final int MOST_FAILURES = 5;
    private static final long PAUSE_NANOS = 60_000_000_000L;
    private final byte[] key;
    private final LongSupplier nanoTime;
    private int failures;
    private long lastFailure;

    AccessKey(String key, LongSupplier nanoTime) {
        this.key = key.getBytes(StandardCharsets.US_ASCII);
        this.nanoTime = nanoTime;
    }

    /** Reads the key, or makes one if there is none yet. */
    static AccessKey in(Path file, LongSupplier nanoTime) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.createFile(part, mode);
            Files.writeString(part, HexFormat.of().formatHex(bytes) + "\n");
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        var key = Files.readString(file).strip();
        if (!key.matches("[0-9a-f]{64}")) {
            throw new IOException(file + " must hold 64 hex digits; delete it to get a new key");
        }
        return new AccessKey(key, nanoTime);
    }

    /** After five wrong keys none is accepted for a minute. Takes the same time however much of the key is right. */
    synchronized boolean accepts(String said) {
        if (failures >= MOST_FAILURES) {
            if (nanoTime.getAsLong() - lastFailure < PAUSE_NANOS) {
                return false;
            }
            failures = 0;
        }
        if (MessageDigest.isEqual(key, said.getBytes(StandardCharsets.UTF_8))) {
            failures = 0;
            return true;
        }
        failures++;
        lastFailure = nanoTime.getAsLong();
        return false;
    }
}
