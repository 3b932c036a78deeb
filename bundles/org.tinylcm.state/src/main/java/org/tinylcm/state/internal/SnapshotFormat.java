package org.tinylcm.state.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;
import org.tinylcm.state.ComponentState;

/**
 * The file format, as docs/state-format.md describes it: line 1 is an opening brace, line 2 holds the SHA-256 of
 * everything from line 3 on, so that {@code tail -n +3 FILE | sha256sum} checks a file.
 */
final class SnapshotFormat {
    static final int SCHEMA = 1;
    private static final String FORMAT = "tinylcm-state";
    private static final Pattern HEAD = Pattern.compile("\\A\\{\n  \"sha256\": \"([0-9a-f]{64})\",\n");
    private static final int HEAD_LENGTH = "{\n  \"sha256\": \"\",\n".length() + 64;
    private static final Pattern BLOCK = Pattern.compile("vectors-[0-9a-f]{64}\\.bin");

    private final Map<Integer, Migration> migrations = new TreeMap<>();

    SnapshotFormat(List<Migration> migrations) {
        migrations.forEach(migration -> this.migrations.put(migration.from(), migration));
    }

    /**
     * A snapshot as its two files.
     *
     * @param json the readable part
     * @param blockName name of the block, null if there are no vectors
     * @param block the vectors
     */
    record Encoded(byte[] json, String blockName, byte[] block) {
    }

    Encoded encode(Snapshot snapshot) {
        var block = new VectorBlock.Builder();
        var components = new LinkedHashMap<String, Object>();
        snapshot.states().forEach((name, state) -> components.put(name, component(state, block)));
        var bytes = block.bytes();
        var blockName = bytes.length == 0 ? null : "vectors-" + Checksum.of(bytes) + ".bin";
        var document = new LinkedHashMap<String, Object>();
        document.put("format", FORMAT);
        document.put("schema", SCHEMA);
        document.put("kind", snapshot.kind());
        document.put("id", snapshot.id());
        document.put("at", snapshot.at().toString());
        document.put("reason", snapshot.reason());
        document.put("modelId", snapshot.modelId());
        if (blockName != null) {
            document.put("block", blockName);
        }
        document.put("components", components);
        return new Encoded(seal(JsonText.write(document)), blockName, bytes);
    }

    /**
     * @param file name for messages
     * @param blocks gives the bytes of a block by its name
     * @throws BadInputException the file or its block is damaged
     */
    Snapshot decode(String file, byte[] json, Function<String, byte[]> blocks) {
        var document = current(file, JsonText.read(file, unseal(file, json)));
        var top = new Part(file, "$", document);
        if (!FORMAT.equals(top.text("format"))) {
            throw new BadInputException(file, "$.format", "must be " + FORMAT);
        }
        var kind = top.text("kind");
        if (!kind.equals(Snapshot.LATEST) && !kind.equals(Snapshot.SNAPSHOT)) {
            throw new BadInputException(file, "$.kind", "must be latest or snapshot");
        }
        var block = block(file, top, blocks);
        var states = new LinkedHashMap<String, ComponentState>();
        var components = top.part("components");
        components.keys().forEach(name -> states.put(name, state(components.part(name), block)));
        return new Snapshot(top.text("id"), kind, instant(top), top.text("reason"), top.text("modelId"), states);
    }

    /** Name of the block that a file speaks of, damaged or not; null if none. */
    static String blockName(byte[] json) {
        var matcher = BLOCK.matcher(new String(json, StandardCharsets.ISO_8859_1));
        return matcher.find() ? matcher.group() : null;
    }

    static boolean isBlockName(String name) {
        return BLOCK.matcher(name).matches();
    }

    private static Map<String, Object> component(ComponentState state, VectorBlock.Builder block) {
        var component = new LinkedHashMap<String, Object>();
        component.put("version", state.version());
        component.put("values", state.values());
        var vectors = new LinkedHashMap<String, Object>();
        new TreeMap<>(state.vectors()).forEach((name, vector) -> {
            var place = block.add(vector);
            var entry = new LinkedHashMap<String, Object>();
            entry.put("at", place.at());
            entry.put("length", place.length());
            vectors.put(name, entry);
        });
        component.put("vectors", vectors);
        return component;
    }

    static byte[] seal(String json) {
        var body = json.substring("{\n".length()).getBytes(StandardCharsets.UTF_8);
        var head = ("{\n  \"sha256\": \"" + Checksum.of(body) + "\",\n").getBytes(StandardCharsets.US_ASCII);
        if (head.length + body.length > Limits.JSON_BYTES) {
            throw new IllegalArgumentException("state is larger than " + Limits.JSON_BYTES + " bytes");
        }
        return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
    }

    private static String unseal(String file, byte[] json) {
        var start = new String(json, 0, Math.min(HEAD_LENGTH, json.length), StandardCharsets.ISO_8859_1);
        var head = HEAD.matcher(start);
        if (!head.find()) {
            throw new BadInputException(file, "line 2", "must be the SHA-256 of what follows");
        }
        if (!head.group(1).equals(Checksum.of(json, HEAD_LENGTH))) {
            throw new BadInputException(file, "content", "must have the SHA-256 that line 2 says");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        } catch (CharacterCodingException e) {
            throw new BadInputException(file, "content", "must be UTF-8", e);
        }
    }

    private Map<String, Object> current(String file, Map<String, Object> read) {
        var document = read;
        while (true) {
            var schema = new Part(file, "$", document).number("schema");
            if (schema == SCHEMA) {
                return document;
            }
            var migration = schema > SCHEMA ? null : migrations.get((int) schema);
            if (migration == null) {
                throw new BadInputException(file, "$.schema", "must be " + SCHEMA + ", not " + schema);
            }
            document = new LinkedHashMap<>(migration.lift(document));
            document.put("schema", schema + 1);
        }
    }

    private static VectorBlock block(String file, Part top, Function<String, byte[]> blocks) {
        if (!top.has("block")) {
            return new VectorBlock(new byte[0]);
        }
        var name = top.text("block");
        if (!isBlockName(name)) {
            throw new BadInputException(file, "$.block", "must be vectors-SHA256.bin");
        }
        var bytes = blocks.apply(name);
        if (!name.equals("vectors-" + Checksum.of(bytes) + ".bin")) {
            throw new BadInputException(name, "content", "must have the SHA-256 in its name");
        }
        return new VectorBlock(bytes);
    }

    private static ComponentState state(Part part, VectorBlock block) {
        var version = part.number("version");
        if (version < 1 || version > Integer.MAX_VALUE) {
            throw new BadInputException(part.file(), part.path() + ".version", "must be at least 1");
        }
        var vectors = new LinkedHashMap<String, float[]>();
        var places = part.part("vectors");
        for (var name : places.keys()) {
            var place = places.part(name);
            vectors.put(name, block.read(part.file(), place.path(),
                    new VectorBlock.Place(place.number("at"), place.number("length"))));
        }
        return new ComponentState((int) version, part.part("values").map(), vectors);
    }

    private static Instant instant(Part top) {
        try {
            return Instant.parse(top.text("at"));
        } catch (DateTimeParseException e) {
            throw new BadInputException(top.file(), "$.at", "must be a time such as 2026-01-01T00:00:00Z", e);
        }
    }
}
