package org.tinysphere.start;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The enrollment token of devices beside the platform, in a file that only its owner can read. */
final class TokenFile {
    private static final String NAME = "enrollment-token";
    private static final int BYTES = 32;

    private TokenFile() {
    }

    static Path in(Path data) {
        return data.resolve(NAME);
    }

    /** The token in the file, which is made if there is none. */
    static String token(Path data) throws IOException {
        var file = in(data);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC), owner)) {
            var random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            var token = "tse_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            channel.write(ByteBuffer.wrap((token + '\n').getBytes(StandardCharsets.UTF_8)));
            return token;
        } catch (FileAlreadyExistsException e) {
            var token = Files.readString(file).strip();
            if (token.length() < BYTES) {
                throw new StartFailure(file + " holds no enrollment token: delete it, a new one is made", e);
            }
            return token;
        }
    }
}
