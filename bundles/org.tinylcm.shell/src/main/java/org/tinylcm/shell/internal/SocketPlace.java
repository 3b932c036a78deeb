package org.tinylcm.shell.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Where the socket lies: {@code <data>/run/shell.sock}, or a folder below the temporary one if that path is longer than
 * the kernel allows. {@code <data>/run/shell.path} always holds the path, for clients. Folder 0700, socket 0600.
 */
final class SocketPlace {
    /** Linux has 108 bytes with a zero at the end; others have a few less. */
    private static final int LONGEST = 103;
    private final Path run;
    private final Path temporary;
    private boolean bound;

    SocketPlace(Path run, Path temporary) {
        this.run = run.toAbsolutePath();
        this.temporary = temporary.toAbsolutePath();
    }

    /**
     * Binds the socket.
     *
     * @throws IOException it cannot be bound, or another device runs on the same data folder
     */
    ServerSocketChannel bind() throws IOException {
        ownFolder(run);
        var socket = socket();
        ownFolder(socket.getParent());
        if (!Files.getOwner(socket.getParent()).equals(Files.getOwner(run))) {
            throw new IOException(socket.getParent() + " belongs to somebody else");
        }
        removeStale(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            var part = run.resolve("shell.path.part");
            Files.writeString(part, socket + "\n");
            Files.move(part, pathFile(), StandardCopyOption.ATOMIC_MOVE);
            bound = true;
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Leaves the socket of another device on the same folder alone. */
    void remove() throws IOException {
        if (bound) {
            Files.deleteIfExists(socket());
            Files.deleteIfExists(pathFile());
        }
    }

    Path socket() {
        var usual = run.resolve("shell.sock");
        if (bytes(usual) <= LONGEST) {
            return usual;
        }
        var crc = new CRC32();
        crc.update(run.toString().getBytes(StandardCharsets.UTF_8));
        return temporary.resolve("tinylcm-%s-%08x".formatted(System.getProperty("user.name"), crc.getValue()))
                .resolve("shell.sock");
    }

    Path pathFile() {
        return run.resolve("shell.path");
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** In a shared folder somebody else could have made it first, to read along. */
    static void ownFolder(Path folder) throws IOException {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder.getParent());
        try {
            Files.createDirectory(folder, mode);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(folder + " must be a folder", e);
            }
        }
        Files.setPosixFilePermissions(folder, Set.copyOf(PosixFilePermissions.fromString("rwx------")));
    }

    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            throw new IOException("Another device answers at " + socket);
        } catch (ConnectException e) {
            Files.delete(socket);
        }
    }
}
