package org.tinylcm.pack.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.AnswerRule;

class HostilePackTest {
    private static final String PROTOTYPES = PackRules.PROTOTYPES;

    @TempDir
    Path folder;
    private Path file;
    private SortedMap<String, byte[]> members;

    @BeforeEach
    void makeAGoodPack() throws IOException {
        members = Packs.members(Packs.images(folder, "good"));
        file = folder.resolve("bad.tlcm");
    }

    @Test
    void refusesAMemberThatIsNotWhatPackJsonSays() throws IOException {
        members.get(PROTOTYPES)[members.get(PROTOTYPES).length - 1] ^= 1;
        Packs.plain(members, file);
        refused("prototypes.bin: does not have the SHA-256");
        members.get(PROTOTYPES)[members.get(PROTOTYPES).length - 1] ^= 1;
        members.put("backbone.tflite", "network of evil".getBytes(StandardCharsets.UTF_8));
        Packs.plain(members, file);
        refused("backbone.tflite: does not have the SHA-256");
    }

    @Test
    void refusesMissingAndAdditionalMembers() throws IOException {
        members.put("extra.bin", new byte[1]);
        Packs.plain(members, file);
        refused("extra.bin: is not listed");
        members.remove("extra.bin");
        members.remove(PackRules.SCORES);
        Packs.plain(members, file);
        refused("scores.bin: must be a member of");
        members.remove(PackRules.MANIFEST);
        Packs.plain(members, file);
        refused("pack.json: is missing");
    }

    @Test
    void refusesNamesThatLeadElsewhere() throws IOException {
        for (var name : List.of("../evil", "/etc/passwd", "a/../b", "a\\b", "C:evil", "a//b", "golden/", "", "a\nb")) {
            members.put(name, new byte[1]);
            Packs.plain(members, file);
            refused("name must be plain");
            members.remove(name);
        }
    }

    @Test
    void refusesTheSameNameTwice() throws IOException {
        var twice = new ArrayList<ZipMember>();
        members.forEach((name, bytes) -> twice.add(ZipMember.of(name, bytes)));
        twice.add(ZipMember.of(PROTOTYPES, new byte[9]));
        ZipMember.write(twice, file);
        refused("member 'prototypes.bin': must occur once");
    }

    @Test
    void refusesMoreMembersThanAllowed() throws IOException {
        for (int i = 0; i < PackRules.MAX_ENTRIES; i++) {
            members.put("x" + i, new byte[0]);
        }
        Packs.plain(members, file);
        refused("directory: must have 1..256 members");
    }

    @Test
    void refusesCompressionAndSoBombs() throws IOException {
        try (OutputStream out = Files.newOutputStream(file); var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("pack.json"));
            zip.write(new byte[1 << 20]);
        }
        refused("pack.json");
        var bytes = Files.readAllBytes(file);
        bytes[8] = 0;
        Files.write(file, bytes);
        refused("must be described alike");
    }

    @Test
    void refusesLiesAboutSizesAndPlaces() throws IOException {
        Packs.plain(members, file);
        var bytes = Files.readAllBytes(file);
        for (int at = 14; at < 30; at++) {
            var changed = bytes.clone();
            changed[at] ^= 0x40;
            Files.write(file, changed);
            refused("");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        refused("end of file");
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        refused("end of file");
        var shifted = new byte[bytes.length + 4];
        System.arraycopy(bytes, 0, shifted, 4, bytes.length);
        Files.write(file, shifted);
        refused("directory: must lie directly before");
    }

    @Test
    void refusesPartsThatDoNotFitTogether() throws IOException {
        sealed(json -> json.getAsJsonObject("dimensions").addProperty("features", 3), "values 'features'");
        sealed(json -> json.getAsJsonObject("dimensions").addProperty("raw", 4), "must be the transform's 4 inputs");
        sealed(json -> json.getAsJsonObject("backbone").addProperty("dimension", 1280), "must be the transform's 3");
        sealed(json -> json.add("labels", strings("cup")), "class 1 must be one of 1");
        sealed(json -> json.add("labels", strings("cup", "Löffel & <b>", "x")), "must have a prototype of 'x'");
        sealed(json -> json.add("labels", strings("cup", "cup")), "different names");
        sealed(json -> json.add("labels", strings("cup", "a\u001b[31m")), "without control characters");
        sealed(json -> json.getAsJsonObject("neighbours").addProperty("k", 51), "must be a whole number in 1..50");
        sealed(json -> json.getAsJsonObject("neighbours").addProperty("metric", "hamming"), "euclidean");
        sealed(json -> json.addProperty("schema", 2), "schema: must be a whole number in 1..1");
        sealed(json -> json.addProperty("name", "../x"), "small letters");
        sealed(json -> json.remove("golden"), "golden: must be a list");
        sealed(json -> json.add("golden", new JsonArray()), "must have 0 values 'features'");
        sealed(json -> part(json, "members", PROTOTYPES).addProperty("bytes", 1e300), "whole");
        sealed(json -> part(json, "backbone", "input").addProperty("scale", 0), "greater");
        sealed(json -> part(json, "backbone", "input").addProperty("scale", 1e-60), "greater");
        sealed(json -> part(json, "backbone", "input").addProperty("width", 1 << 20), "4096");
        assertThat(folder.resolve("models")).doesNotExist();
    }

    @Test
    void refusesAnswersThatAreNoRule() throws IOException {
        for (var answers : List.of("{\"unknown_share\":0.01,\"scores\":[1],\"confidences\":[]}",
                "{\"unknown_share\":0.01,\"scores\":[0.5,0.5],\"confidences\":[0,1]}",
                "{\"unknown_share\":0.01,\"scores\":[0.5,1],\"confidences\":[1,0]}",
                "{\"unknown_share\":0.6,\"scores\":[],\"confidences\":[]}", "[]", "{}")) {
            members.put(PackRules.REFERENCE, ("{\"average_run_length\":1000,\"figures\":{},\"answers\":" + answers
                    + "}").getBytes(StandardCharsets.UTF_8));
            sealed(json -> { }, "answers");
        }
    }

    @Test
    void aPackFromBeforeThereWereAnswersIsReadable() throws IOException {
        members.put(PackRules.REFERENCE, "{\"average_run_length\":1000,\"figures\":{}}".getBytes(StandardCharsets.UTF_8));
        Packs.seal(members, json -> { }, file);
        assertThat(PackReader.read(file, new BackboneStore(folder)).calibration().answers())
                .isEqualTo(AnswerRule.UNCALIBRATED);
    }

    @Test
    void refusesNumbersThatAreNone() throws IOException {
        var transform = members.get(PackRules.TRANSFORM);
        ByteBuffer.wrap(transform).order(ByteOrder.LITTLE_ENDIAN).putFloat(transform.length - 4, Float.NaN);
        sealed(json -> { }, "components: must hold finite numbers only");
        makeAGoodPack();
        var zeroScale = new FloatBlock(Map.of("mean", new float[3], "scale", new float[3], "components", new float[6]),
                new int[0]).write();
        members.put(PackRules.TRANSFORM, zeroScale);
        sealed(json -> { }, "transform.bin, scale: must be greater than 0");
    }

    @Test
    void refusesCountsThatWouldFillTheMemory() throws IOException {
        var header = "{\"arrays\":[{\"name\":\"features\",\"length\":2000000000}]}";
        members.put(PROTOTYPES, block(header.length(), header));
        sealed(json -> { }, "length: must be a whole number in 0..0");
        members.put(PROTOTYPES, block(Integer.MAX_VALUE, "{}"));
        sealed(json -> { }, "header of 2147483647 bytes");
    }

    @Test
    void refusesJsonThatIsDeepDoubleOrBroken() throws IOException {
        for (var text : List.of("[".repeat(5000), "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}",
                "{\"a\":1,\"a\":2}", "{", "", "null", "{} {}", "{'a':1}",
                "{\"a\":NaN}", "{\"a\":1e999999999}", "{\"a\":\"\u0000\"}")) {
            members.put(PackRules.MANIFEST, text.getBytes(StandardCharsets.UTF_8));
            Packs.plain(members, file);
            refused("pack.json");
        }
        members.put(PackRules.MANIFEST, new byte[] {'{', (byte) 0xff, '}'});
        Packs.plain(members, file);
        refused("must be UTF-8");
        members.put(PackRules.MANIFEST, new byte[PackRules.MAX_MANIFEST + 1]);
        Packs.plain(members, file);
        refused("must be at most 1048576 bytes");
    }

    private void sealed(Consumer<JsonObject> change, String rule) throws IOException {
        Packs.seal(members, change, file);
        refused(rule);
    }

    private void refused(String rule) {
        assertThatThrownBy(() -> PackReader.read(file, new BackboneStore(folder.resolve("models"))))
                .isInstanceOf(BadInputException.class).hasMessageStartingWith("bad.tlcm: ").hasMessageContaining(rule);
    }

    private static JsonObject part(JsonObject json, String outer, String inner) {
        return json.getAsJsonObject(outer).getAsJsonObject(inner);
    }

    private static byte[] block(int length, String header) {
        var bytes = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(12 + (bytes.length + 3) / 4 * 4).order(ByteOrder.LITTLE_ENDIAN)
                .put("TLCB".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(length).put(bytes).array();
    }

    private static JsonArray strings(String... values) {
        var array = new JsonArray();
        for (var value : values) {
            array.add(new JsonPrimitive(value));
        }
        return array;
    }
}
