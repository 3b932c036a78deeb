package org.tinylcm.sync.client;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.durable.DurableFiles;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;

/** Keeps the identity in one file that only the device's user can read. Safe for any thread. */
final class IdentityFile {
    private static final System.Logger logger = System.getLogger(IdentityFile.class.getName());
    private final FileOps ops;
    private final Path file;
    private volatile Identity identity;

    /** @throws UncheckedIOException it can be neither read nor written */
    IdentityFile(FileOps disk, Path file) {
        this.ops = new PrivateDisk(disk);
        this.file = file;
        DurableFiles.createFolder(disk, file.toAbsolutePath().getParent());
        AtomicFile.clean(ops, file.toAbsolutePath().getParent());
        identity = load();
    }

    Identity get() {
        return identity;
    }

    /** On return it is on disk. */
    synchronized void set(Identity next) {
        AtomicFile.write(ops, file, (Json.pretty(next) + "\n").getBytes(StandardCharsets.UTF_8));
        identity = next;
    }

    /** With another platform begins another registration; the key stays. */
    synchronized void at(String platform) {
        if (!platform.equals(identity.platform())) {
            set(new Identity(Identity.VERSION, identity.deviceKey(), platform, null, null, null));
        }
    }

    private Identity load() {
        try {
            if (Files.exists(file)) {
                return Json.read(Files.readAllBytes(file), Identity.class, file.toString(), JsonLimits.DOCUMENT);
            }
        } catch (BadJsonException e) {
            setAside(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        set(new Identity(Identity.VERSION, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), null, null,
                null, null));
        return identity;
    }

    private void setAside(BadJsonException cause) {
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        logger.log(WARNING, "{0}; it is kept as {1}, and the device is a new one to its platform",
                cause.getMessage(), aside.getFileName());
        try {
            ops.move(file, aside);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rename " + file, e);
        }
    }
}
