package org.tinylcm.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * Keys in files: {@code NAME.key} (PEM, PKCS#8, mode 0600) and {@code NAME.pub} (PEM, X.509), readable by OpenSSL.
 */
public final class KeyFiles {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int MOST_BYTES = 4096;

    private KeyFiles() {
    }

    /**
     * Writes a new pair of keys.
     *
     * @throws java.nio.file.FileAlreadyExistsException there is one of that name; it is left as it is
     */
    public static void write(Path folder, String name, KeyPair keys) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder, owner);
        var secret = folder.resolve(name + ".key");
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, pem(PRIVATE, keys.getPrivate().getEncoded()), StandardOpenOption.WRITE);
        Files.writeString(folder.resolve(name + ".pub"), pem(PUBLIC, keys.getPublic().getEncoded()),
                StandardOpenOption.CREATE_NEW);
    }

    /**
     * @throws IllegalArgumentException it is no such key, or others than its owner can read the file
     */
    public static PrivateKey privateKey(Path file) throws IOException {
        var open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        open.removeAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        if (!open.isEmpty()) {
            throw new IllegalArgumentException(file + ": only its owner may read a private key: chmod 600 " + file);
        }
        return Ed25519.privateKey(content(file, PRIVATE));
    }

    /** @throws IllegalArgumentException it is no such key */
    public static PublicKey publicKey(Path file) throws IOException {
        return Ed25519.publicKey(content(file, PUBLIC));
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + type + "-----\n";
    }

    private static byte[] content(Path file, String type) throws IOException {
        var begin = "-----BEGIN " + type + "-----";
        var end = "-----END " + type + "-----";
        var text = Files.size(file) > MOST_BYTES ? ""
                : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        if (!text.startsWith(begin) || !text.endsWith(end)) {
            throw new IllegalArgumentException(file + ": must be a PEM file with a " + type.toLowerCase());
        }
        try {
            return Base64.getDecoder().decode(
                    text.substring(begin.length(), text.length() - end.length()).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": must be a PEM file: " + e.getMessage(), e);
        }
    }
}
