package org.tinylcm.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tinylcm.protocol.BadJsonException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.release.RefusedException.Reason;

/** What a model pack calls itself. Whether it works is for the device to find out. */
public record PackManifest(String name, String version) {
    private static final String NAME = "pack.json";
    private static final int MOST_BYTES = 1 << 20;

    /**
     * @param origin what the file is called in messages
     * @throws RefusedException it is no model pack
     */
    public static PackManifest read(Path file, String origin) throws IOException {
        try (var zip = StrictZip.open(file, origin)) {
            var entry = zip.find(NAME).orElseThrow(() ->
                    new RefusedException(Reason.MISMATCH, origin + ": has no " + NAME + ": it is no model pack"));
            var json = Json.tree(new String(zip.read(entry, MOST_BYTES), StandardCharsets.UTF_8),
                    origin + ": " + NAME, JsonLimits.DOCUMENT);
            var members = json.isJsonObject() ? json.getAsJsonObject() : null;
            if (members == null || !members.has("name") || !members.get("name").isJsonPrimitive()
                    || !members.has("version") || !members.get("version").isJsonPrimitive()) {
                throw new RefusedException(Reason.MISMATCH, origin + ": " + NAME + " must have 'name' and 'version'");
            }
            return new PackManifest(members.get("name").getAsString(), members.get("version").getAsString());
        } catch (BadJsonException e) {
            throw new RefusedException(Reason.MISMATCH, e.getMessage(), e);
        }
    }
}
