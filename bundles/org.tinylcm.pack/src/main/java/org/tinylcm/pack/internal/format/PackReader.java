package org.tinylcm.pack.internal.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.ModelPack;

/**
 * Reads and verifies a pack: the zip's form, every member's size and digest, every value, and that all parts fit
 * together. A pack is taken as a whole or refused.
 */
public final class PackReader {
    private static final Set<String> REQUIRED = Set.of(PackRules.TRANSFORM, PackRules.PROTOTYPES, PackRules.HOLDOUT,
            PackRules.SCORES, PackRules.REFERENCE, PackRules.GOLDEN);

    private final PackZip zip;
    private final String origin;
    private final Map<String, String> digests = new HashMap<>();

    private PackReader(PackZip zip, String origin) {
        this.zip = zip;
        this.origin = origin;
    }

    /**
     * @param store takes the network, once everything else is verified
     * @throws BadInputException the pack is refused
     * @throws IOException the network cannot be written
     */
    public static ModelPack read(Path file, BackboneStore store) throws IOException {
        var origin = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(origin, "file", Files.exists(file) ? "must be a file" : "does not exist");
        }
        try (var zip = open(file, origin)) {
            return read(zip, origin, store);
        }
    }

    static ModelPack read(PackZip zip, String origin, BackboneStore store) throws IOException {
        return new PackReader(zip, origin).read(store);
    }

    private static PackZip open(Path file, String origin) {
        try {
            return new PackZip(file, origin);
        } catch (IOException e) {
            throw new BadInputException(origin, "file", "cannot be read: " + e.getMessage(), e);
        }
    }

    private ModelPack read(BackboneStore store) throws IOException {
        var bytes = bytes(PackRules.MANIFEST, PackRules.MAX_MANIFEST);
        var manifest = Json.parse(bytes, origin, PackRules.MANIFEST);
        manifest.integer("schema", PackRules.SCHEMA, PackRules.SCHEMA);
        checkInventory(manifest.object("members"));
        var content = new PackContent(manifest, this::verified);
        var backboneDigest = manifest.has("backbone") ? verifyBackbone() : null;
        var pack = content.read(Digests.of(bytes), backboneDigest);
        if (backboneDigest == null) {
            return pack;
        }
        var member = zip.members().get(PackRules.BACKBONE);
        return content.withBackboneFile(pack, store.take(backboneDigest, () -> zip.stream(member)));
    }

    /** What the zip holds and what pack.json lists must be the same, the signature apart. */
    private void checkInventory(JsonPart inventory) {
        for (var name : REQUIRED) {
            if (!inventory.has(name)) {
                throw new BadInputException(origin, name, "must be listed in " + PackRules.MANIFEST);
            }
        }
        for (var name : inventory.keys()) {
            var entry = inventory.object(name);
            var size = entry.size("bytes", PackRules.MAX_BACKBONE);
            digests.put(name, entry.text("sha256", PackRules.DIGEST, "must be 64 hex digits"));
            var member = zip.members().get(name);
            if (member == null || member.size() != size || name.equals(PackRules.MANIFEST)) {
                throw new BadInputException(origin, name, "must be a member of " + size + " bytes, "
                        + (member == null ? "is missing" : "has " + member.size()));
            }
        }
        for (var member : zip.members().values()) {
            var signature = member.name().equals(PackRules.SIGNATURE);
            if (signature && member.size() > PackRules.MAX_SIGNATURE) {
                throw new BadInputException(origin, member.name(), "must be at most " + PackRules.MAX_SIGNATURE
                        + " bytes");
            }
            if (!signature && !member.name().equals(PackRules.MANIFEST) && !inventory.has(member.name())) {
                throw new BadInputException(origin, member.name(), "is not listed in " + PackRules.MANIFEST);
            }
        }
    }

    private byte[] verified(String name) {
        var bytes = bytes(name, PackRules.MAX_MEMBER);
        if (!Digests.of(bytes).equals(digests.get(name))) {
            throw new BadInputException(origin, name, "does not have the SHA-256 that " + PackRules.MANIFEST + " says");
        }
        return bytes;
    }

    private String verifyBackbone() throws IOException {
        var member = zip.members().get(PackRules.BACKBONE);
        if (member == null) {
            throw new BadInputException(origin, PackRules.BACKBONE, "is missing");
        }
        var digest = Digests.sha256();
        try (var in = zip.stream(member)) {
            var buffer = new byte[1 << 16];
            for (int read; (read = in.read(buffer)) > 0;) {
                digest.update(buffer, 0, read);
            }
        }
        var hex = Digests.hex(digest);
        if (!hex.equals(digests.get(PackRules.BACKBONE))) {
            throw new BadInputException(origin, PackRules.BACKBONE, "does not have the SHA-256 that "
                    + PackRules.MANIFEST + " says");
        }
        return hex;
    }

    private byte[] bytes(String name, int limit) {
        var member = zip.members().get(name);
        if (member == null) {
            throw new BadInputException(origin, name, "is missing");
        }
        if (member.size() > limit) {
            throw new BadInputException(origin, name, "must be at most " + limit + " bytes");
        }
        try {
            return zip.read(member);
        } catch (IOException e) {
            throw new BadInputException(origin, name, "cannot be read: " + e.getMessage(), e);
        }
    }
}
