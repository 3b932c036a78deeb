package org.tinylcm.sign;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.tinylcm.release.TrustStore;
import org.tinylcm.release.UpdateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tiny sign verify}. */
@Command(name = "verify", mixinStandardHelpOptions = true,
        description = "Look at a release as a device with this key ring would, and list what is in it.")
final class VerifyCommand implements Callable<Integer> {
    @Option(names = "--keyring", required = true, paramLabel = "FILE", description = "key ring of the device")
    private Path ring;

    @Parameters(paramLabel = "FILE.tlcu", description = "the release")
    private Path file;

    @Override
    public Integer call() throws IOException {
        var trust = TrustStore.root(Documents.read(ring));
        try (var update = UpdateFile.open(file)) {
            for (var next : update.keys()) {
                if (Documents.ring(next, file).version() > trust.ring().version()) {
                    trust = trust.next(next);
                }
            }
            var release = trust.release(update.release(), Instant.now());
            System.out.println("release " + release.name() + ", number " + release.number() + ", for "
                    + String.join(", ", release.targets()) + ", until " + release.expires());
            if (!release.expires().isAfter(Instant.now())) {
                throw new IllegalArgumentException("it has expired");
            }
            for (var artifact : release.artifacts()) {
                System.out.printf("%-8s %-40s %-24s %10d  %s%n", artifact.kind(), artifact.name(), artifact.version(),
                        artifact.bytes(), update.has(artifact.sha256()) ? "in the file" : "");
            }
            release.configuration().forEach((pid, keys) -> keys.forEach((key, value) ->
                    System.out.println("set      " + pid + "/" + key + " = " + value)));
            return 0;
        }
    }
}
