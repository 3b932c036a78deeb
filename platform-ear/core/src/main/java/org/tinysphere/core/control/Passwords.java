package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with 19 MiB, 2 passes and 1 lane (RFC 9106; the minimum that OWASP recommends), by Bouncy Castle, which the
 * S3 client brings anyway. Text form: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. At most two run at a time, so
 * that a flood of logins takes neither the memory nor the processor from the devices.
 */
@ApplicationScoped
public class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Of no password: checked when there is no such user, so that both cases take the same time. */
    private static final String NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
            + "A".repeat(43);
    private final Semaphore running = new Semaphore(2);

    public String hash(String password) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(derive(password, salt, MEMORY_KIB, PASSES));
    }

    /** @param hash null if there is no such user */
    public boolean matches(String password, String hash) {
        var parts = (hash == null ? NOBODY : hash).split("\\$");
        var costs = parts[3].split("[=,]");
        var decoder = Base64.getDecoder();
        var expected = decoder.decode(parts[5]);
        var actual = derive(password, decoder.decode(parts[4]), Integer.parseInt(costs[1]), Integer.parseInt(costs[3]));
        return MessageDigest.isEqual(expected, actual) && hash != null;
    }

    private byte[] derive(String password, byte[] salt, int memory, int passes) {
        try {
            if (!running.tryAcquire(2, TimeUnit.SECONDS)) {
                throw Problem.busy("too many logins at once", 5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.busy("stopping", 5);
        }
        try {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(memory).withIterations(passes)
                    .withParallelism(1).withSalt(salt).build());
            var result = new byte[32];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), result);
            return result;
        } finally {
            running.release();
        }
    }
}
