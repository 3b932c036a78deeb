package org.tinylcm.pack.internal.format;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/** Small packs, good ones and such as an enemy would make. */
public final class Packs {
    private Packs() {
    }

    /** A pack of 3 raw features, 2 transformed ones and 2 classes. */
    public static PackDraft draft(String name, Optional<Path> network) {
        var transform = new LinearTransform(new float[] {1, 2, 3}, new float[] {1, .5f, 2},
                new float[] {1, 0, 0, 0, 1, 0}, 2);
        var prototypes = new SampleSet(List.of("cup", "Löffel & <b>"), new float[] {0, 0, 1, 1}, 2);
        var holdout = new SampleSet(List.of("Löffel & <b>", "cup", "cup"), new float[] {1, 0, 0, 1, .5f, .25f}, 2);
        var calibration = new Calibration(Map.of(Calibration.KNN_DISTANCE, new float[] {1, 2, 3}), 1000,
                Map.of("accuracy", 0.875), new AnswerRule(new double[] {.5, 1}, new double[] {.25, .75}, .02));
        var payload = network.isPresent() ? new Payload.EncodedImage(new byte[] {1, 2, 3})
                : new Payload.Vector(new float[] {7, 8, 9});
        var golden = List.of(new GoldenSample("golden/0.png", payload, "cup", new float[] {6, 12}));
        var backbone = network.map(file -> new Backbone(file, "", "inner/add", 3,
                new ImageInput(8, 4, ImageInput.Fit.CROP, 127.5f, 127.5f), "2.20.0 xnnpack"));
        return new PackDraft(name, "1.2.0", List.of("cup", "Löffel & <b>"), backbone, transform,
                new NeighbourRule(3, NeighbourRule.Metric.COSINE, true), prototypes, holdout, calibration,
                new JsonObject(), golden, new JsonObject());
    }

    public static Path vectors(Path folder, String name) {
        return write(draft(name, Optional.empty()), folder.resolve(name + ".tlcm"));
    }

    public static Path images(Path folder, String name) {
        try {
            var network = Files.writeString(folder.resolve("net.tflite"), "network of " + name);
            return write(draft(name, Optional.of(network)), folder.resolve(name + ".tlcm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(PackDraft draft, Path file) {
        try {
            PackWriter.write(draft, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All members of a good pack. */
    static SortedMap<String, byte[]> members(Path pack) throws IOException {
        var members = new TreeMap<String, byte[]>();
        try (var zip = new PackZip(pack, "pack")) {
            for (var member : zip.members().values()) {
                members.put(member.name(), zip.read(member));
            }
        }
        return members;
    }

    /** Puts members together again with digests that are right for them, after a change of pack.json. */
    static void seal(SortedMap<String, byte[]> members, Consumer<JsonObject> change, Path file) throws IOException {
        Files.write(file, sealed(members, change));
    }

    static byte[] sealed(SortedMap<String, byte[]> members, Consumer<JsonObject> change) throws IOException {
        var text = new String(members.get(PackRules.MANIFEST), StandardCharsets.UTF_8);
        var json = JsonParser.parseString(text).getAsJsonObject();
        var inventory = new JsonObject();
        members.forEach((name, bytes) -> {
            if (!name.equals(PackRules.MANIFEST)) {
                var entry = new JsonObject();
                entry.addProperty("bytes", bytes.length);
                entry.addProperty("sha256", Digests.of(bytes));
                inventory.add(name, entry);
            }
        });
        json.add("members", inventory);
        change.accept(json);
        var all = new TreeMap<>(members);
        all.put(PackRules.MANIFEST, Json.write(json));
        return plain(all);
    }

    /** Writes members as they are. */
    static void plain(SortedMap<String, byte[]> members, Path file) throws IOException {
        Files.write(file, plain(members));
    }

    static byte[] plain(SortedMap<String, byte[]> members) throws IOException {
        var out = new ByteArrayOutputStream();
        ZipMember.write(members.entrySet().stream().map(entry -> ZipMember.of(entry.getKey(), entry.getValue()))
                .toList(), out);
        return out.toByteArray();
    }
}
