package org.tinylcm.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.ReleaseDoc;
import org.tinylcm.protocol.update.SignedDoc;
import org.tinylcm.release.ReleaseSigner;
import org.tinylcm.release.UpdateFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tiny sign add}. */
@Command(name = "add", mixinStandardHelpOptions = true,
        description = "Add a signature to a release that somebody else has signed, where a key ring asks for several.")
final class AddCommand implements Callable<Integer> {
    @Mixin
    private KeyFolder keys = new KeyFolder();

    @Option(names = "--key", required = true, paramLabel = "NAME", description = "release key to sign with")
    private String signer;

    @Parameters(paramLabel = "FILE.tlcu", description = "the release; it is replaced by the one with both signatures")
    private Path file;

    @Override
    public Integer call() throws IOException {
        var folder = Files.createTempDirectory("tiny-sign");
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        var files = new HashMap<String, Path>();
        try (var update = UpdateFile.open(file)) {
            var release = Json.read(Base64.getDecoder().decode(update.release().payload()),
                    ReleaseDoc.class, file.toString(), JsonLimits.DOCUMENT);
            for (var artifact : release.artifacts()) {
                if (update.has(artifact.sha256())) {
                    files.put(artifact.sha256(), folder.resolve(artifact.sha256()));
                    update.extract(artifact, folder.resolve(artifact.sha256()));
                }
            }
            System.out.println("release " + release.name() + ", number " + release.number() + ", for "
                    + String.join(", ", release.targets()));
            var signed = ReleaseSigner.add(update.release(), SignedDoc.RELEASE, keys.pair(signer));
            try (var out = Files.newOutputStream(temporary)) {
                UpdateFile.write(signed, update.keys(), new LinkedHashMap<>(files), out);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            System.out.println(signed.signatures().size() + " signatures: " + file);
            return 0;
        } finally {
            for (var copy : files.values()) {
                Files.deleteIfExists(copy);
            }
            Files.deleteIfExists(folder);
            Files.deleteIfExists(temporary);
        }
    }
}
