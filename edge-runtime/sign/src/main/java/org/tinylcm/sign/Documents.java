package org.tinylcm.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.update.KeyRingDoc;
import org.tinylcm.protocol.update.SignedDoc;

/** Signed documents in files. */
final class Documents {
    private Documents() {
    }

    static SignedDoc read(Path file) throws IOException {
        return Json.read(Files.readAllBytes(file), SignedDoc.class, file.toString(), JsonLimits.DOCUMENT);
    }

    static void write(Path file, SignedDoc document) {
        AtomicFile.write(file, (Json.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What is inside, whoever signed it. */
    static KeyRingDoc ring(SignedDoc signed, Path file) {
        return Json.read(Base64.getDecoder().decode(signed.payload()), KeyRingDoc.class, file.toString(),
                JsonLimits.DOCUMENT);
    }
}
