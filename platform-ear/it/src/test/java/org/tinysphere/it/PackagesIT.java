package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.PackageDoc;

class PackagesIT {
    private static final Platform PLATFORM = Platform.running();
    private final JsonObject registered = PLATFORM.register(UUID.randomUUID() + "-0123456789");
    private final String device = registered.get("deviceId").getAsString();
    private final Api api = PLATFORM.device(registered);

    private static String metrics(Instant at, int lines) {
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++) {
            text.append("{\"schemaVersion\":1,\"at\":\"").append(at.plusSeconds(i))
                    .append("\",\"values\":{\"cpu.percent\":").append(40 + i).append(",\"os.name\":\"Linux\"}}\n");
        }
        return text.toString();
    }

    private static TestPackage metricsOf(String device) {
        return TestPackage.of(device, "metrics", "metrics.jsonl",
                metrics(Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS), 20));
    }

    @Test
    void aPackageComesInPartsAndItsFiguresAreThoseOfTheDevice() {
        var sent = metricsOf(device);
        var half = sent.bytes().length / 2;
        api.get(sent.path()).expect(404);

        var first = sent.send(api, 0, half).expect(200).json();
        assertThat(first.get("offset").getAsInt()).isEqualTo(half);
        assertThat(first.has("receipt")).isFalse();
        assertThat(api.get(sent.path()).expect(200).json().get("offset").getAsInt()).isEqualTo(half);
        assertThat(sent.view(PLATFORM.admin()).get("state").getAsString()).isEqualTo("uploading");
        var last = sent.send(api, half, sent.bytes().length).expect(200).json();

        assertThat(last.getAsJsonObject("receipt").get("state").getAsString()).isIn("received", "imported");
        sent.imported(PLATFORM.admin(), "imported");
        var series = PLATFORM.admin().get("devices/" + device + "/metrics?names=cpu.percent").expect(200).body();
        assertThat(series).contains("cpu.percent");
        assertThat(PLATFORM.admin().get("devices/" + device + "/metrics/names").expect(200).body())
                .contains("cpu.percent").doesNotContain("os.name");
    }

    /** What the header says does not count: here it says gzip. */
    @Test
    void aPackageMayBeInZstdAndDevicesAreToldSo() {
        var sent = metricsOf(device).zstd();
        var answer = api.post("devices/" + device + "/heartbeat",
                "{\"schemaVersion\":1,\"health\":\"ok\",\"intervalSeconds\":30}").expect(200).json();
        assertThat(answer.getAsJsonArray("compressions")).map(com.google.gson.JsonElement::getAsString)
                .containsExactly("gzip", "zstd");

        sent.send(api).expect(200);

        sent.imported(PLATFORM.admin(), "imported");
        assertThat(PLATFORM.admin().get("devices/" + device + "/metrics/names").expect(200).body())
                .contains("cpu.percent");
    }

    @Test
    void aWrongOffsetAnotherDigestAndABrokenRangeChangeNothing() {
        var sent = metricsOf(device);
        var all = sent.bytes().length;
        sent.send(api, 10, all).expect(409);
        api.get(sent.path()).expect(404);
        sent.send(api, 0, 10).expect(200);

        sent.send(api, 0, 10).expect(409);
        sent.send(api, 20, all).expect(409);
        sent.send(api, 10, all, new byte[all - 10], "0".repeat(64)).expect(409);
        sent.send(api, 10, all, new byte[3], sent.sha256()).expect(400);
        sent.send(api, 10, 5, new byte[0], sent.sha256()).expect(400);
        sent.send(api, 0, 70 << 20, new byte[1], sent.sha256()).expect(400);

        assertThat(api.get(sent.path()).json().get("offset").getAsInt()).isEqualTo(10);
        sent.send(api, 10, all).expect(200);
    }

    @Test
    void whatCameBeforeTheConnectionBrokeIsKept() throws IOException {
        var sent = metricsOf(device);
        var all = sent.bytes().length;
        try (var socket = new Socket("localhost", PLATFORM.root().getPort())) {
            var out = socket.getOutputStream();
            out.write(("PUT /api/v1/" + sent.path() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + registered.get("secret").getAsString() + "\r\nContent-Type: application/gzip\r\n"
                    + "X-Package-Type: metrics\r\nX-Package-SHA256: " + sent.sha256() + "\r\nContent-Range: bytes 0-"
                    + (all - 1) + '/' + all + "\r\nContent-Length: " + all + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(sent.bytes(), 0, 100);
            out.flush();
        }
        Await.until("the bytes that came are kept", () -> api.get(sent.path()).status() == 200
                && api.get(sent.path()).json().get("offset").getAsInt() == 100);

        assertThat(sent.send(api, 100, all).expect(200).json().has("receipt")).isTrue();
    }

    @Test
    void anUploadThatLostAPartBeginsAgain() throws SQLException, IOException {
        var sent = metricsOf(device);
        var half = sent.bytes().length / 2;
        sent.send(api, 0, half).expect(200);
        try (var connection = PLATFORM.connect(); var select = connection.prepareStatement("select t.object from "
                + "package_part t join package p on p.number = t.package where p.id = ?")) {
            select.setString(1, sent.id());
            try (var rows = select.executeQuery()) {
                rows.next();
                Files.delete(PLATFORM.object(rows.getString(1)));
            }
        }
        assertThat(sent.send(api, half, sent.bytes().length).expect(409).body()).contains("send it again");

        sent.send(api).expect(200);

        sent.imported(PLATFORM.admin(), "imported");
    }

    @Test
    void aWrongDigestOfTheWholeIsForgottenAndTheRightOneMayComeAfterIt() {
        var sent = metricsOf(device);
        var all = sent.bytes().length;

        sent.send(api, 0, all, sent.bytes(), "0".repeat(64)).expect(409);
        api.get(sent.path()).expect(404);
        sent.send(api, 0, 100, Arrays.copyOf(sent.bytes(), 100), "0".repeat(64)).expect(200);
        sent.send(api, 100, all, Arrays.copyOfRange(sent.bytes(), 100, all), "0".repeat(64)).expect(409);

        assertThat(api.get(sent.path()).expect(200).json().get("offset").getAsInt()).isZero();
        sent.send(api).expect(200);
        sent.imported(PLATFORM.admin(), "imported");
    }

    @Test
    void whatIsCompleteAnswersWithTheReceiptWhateverComes() {
        var sent = metricsOf(device);
        var receipt = sent.send(api).expect(200).json().getAsJsonObject("receipt");

        assertThat(sent.send(api).expect(200).json().getAsJsonObject("receipt").get("at")).isEqualTo(receipt.get("at"));
        assertThat(sent.send(api, 5, 6).expect(200).json().has("receipt")).isTrue();
        assertThat(api.get(sent.path()).expect(200).json().has("receipt")).isTrue();
        sent.imported(PLATFORM.admin(), "imported");
        assertThat(PLATFORM.admin().get("packages?device=" + device + "&type=metrics&state=imported").expect(200).json()
                .getAsJsonArray("items")).hasSize(1);
    }

    @Test
    void theSamePartManyTimesAtTheSameTimeCountsOnce() {
        var sent = metricsOf(device);

        var answers = java.util.stream.IntStream.range(0, 8).parallel().mapToObj(i -> sent.send(api).status()).toList();

        assertThat(answers).contains(200).allMatch(status -> status == 200 || status == 409);
        sent.imported(PLATFORM.admin(), "imported");
        assertThat(api.get(sent.path()).json().get("offset").getAsInt()).isEqualTo(sent.bytes().length);
        assertThat(PLATFORM.admin().get("packages?device=" + device).json().getAsJsonArray("items")).hasSize(1);
    }

    @Test
    void aDeviceSeesOnlyItsOwn() {
        var sent = metricsOf(device);
        sent.send(api).expect(200);
        var other = PLATFORM.register(UUID.randomUUID() + "-0123456789");

        PLATFORM.device(other).get(sent.path()).expect(401);
        PLATFORM.device(other).get("devices/" + other.get("deviceId").getAsString() + "/packages/" + sent.id())
                .expect(404);
        PLATFORM.device(other).get("packages").expect(401);
        PLATFORM.withRole("viewer").get(sent.path()).expect(401);
    }

    @Test
    void onlySoManyUploadsOfADeviceAreOpen() {
        var last = 0;
        for (var i = 0; i < 17; i++) {
            last = metricsOf(device).send(api, 0, 5).status();
        }
        assertThat(last).isEqualTo(429);
    }

    @Test
    void aForeignPackageFailsVisiblyAndCanBeReplayed() {
        var other = PLATFORM.register(UUID.randomUUID() + "-0123456789").get("deviceId").getAsString();
        var foreign = metricsOf(other);
        var sent = new TestPackage(device, foreign.id(), "metrics", foreign.bytes(), foreign.sha256());
        sent.send(api).expect(200);

        var failed = sent.imported(PLATFORM.admin(), "failed");

        assertThat(failed.get("reason").getAsString()).contains("metadata.json").contains("deviceId");
        var work = failed.get("work").getAsLong();
        Await.until("dead", () -> PLATFORM.admin().get("work/" + work).json().get("state").getAsString()
                .equals("dead"));
        assertThat(api.get(sent.path()).json().getAsJsonObject("receipt").get("state").getAsString())
                .isEqualTo("failed");
        PLATFORM.admin().post("work/" + work + "/replay", "{}").expect(200);
        Await.until("dead again", () -> PLATFORM.admin().get("work/" + work).json().get("state").getAsString()
                .equals("dead"));
        assertThat(sent.imported(PLATFORM.admin(), "failed").get("reason").getAsString()).contains("deviceId");
    }

    @Test
    void aBombIsNotUnpacked() {
        var bomb = TestPackage.of(device, "metrics", Map.of("metrics.jsonl", new byte[20 << 20]), Map.of());
        bomb.send(api).expect(200);

        assertThat(bomb.imported(PLATFORM.admin(), "failed").get("reason").getAsString()).contains("metrics.jsonl")
                .contains("unpack to more than");
    }

    @Test
    void logsCanBeReadEachByteOnce() {
        var file = TestPackage.sha256("first".getBytes(StandardCharsets.UTF_8));
        log(file, 0, "first\nsecond\n");
        log(file, 0, "first\n");
        log(file, 13, "third\n");
        log(file, 6, "second\nthird\nfourth\n");

        var logs = PLATFORM.admin().get("devices/" + device + "/logs").expect(200).json().getAsJsonArray("items");
        assertThat(logs).hasSize(1);
        assertThat(logs.get(0).getAsJsonObject().get("to").getAsInt()).isEqualTo(26);
        var content = PLATFORM.withRole("viewer").get("devices/" + device + "/logs/tinylcm.log/" + file).expect(200);
        assertThat(content.body()).isEqualTo("first\nsecond\nthird\nfourth\n");
        assertThat(content.header("Content-Type")).startsWith("text/plain");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
        PLATFORM.admin().get("devices/" + device + "/logs/other.log/" + file).expect(404);
    }

    @Test
    void whatAnOperatorRemovesIsGoneAndTheReceiptStays() {
        var file = TestPackage.sha256("gone".getBytes(StandardCharsets.UTF_8));
        log(file, 0, "gone\n");
        var of = "devices/" + device + "/data?type=operational_logs&before=";
        var later = Instant.now().plusSeconds(60).toString();
        PLATFORM.withRole("labeller").delete(of + later).expect(403);
        PLATFORM.admin().delete(of + "tomorrow").expect(400);
        assertThat(PLATFORM.admin().delete(of + "2020-01-01T00:00:00Z").expect(200).json().get("items").getAsInt())
                .isZero();

        var removed = PLATFORM.admin().delete(of + later).expect(200).json();

        assertThat(removed.get("items").getAsInt()).isEqualTo(1);
        assertThat(removed.get("packages").getAsInt()).isEqualTo(1);
        PLATFORM.admin().get("devices/" + device + "/logs/tinylcm.log/" + file).expect(404);
        var left = PLATFORM.admin().get("packages?device=" + device).json().getAsJsonArray("items").get(0)
                .getAsJsonObject();
        assertThat(left.get("kept").getAsBoolean()).isFalse();
        assertThat(api.get("devices/" + device + "/packages/" + left.get("id").getAsString()).expect(200).json()
                .has("receipt")).isTrue();
        assertThat(PLATFORM.admin().get("audit?subject=device/" + device).expect(200).body())
                .contains("device.data-removal");
    }

    @Test
    void whatIsTooOldGoesByItself() throws SQLException {
        var open = metricsOf(device);
        open.send(api, 0, 10).expect(200);
        var file = TestPackage.sha256("old".getBytes(StandardCharsets.UTF_8));
        log(file, 0, "old\n");
        var fresh = TestPackage.sha256("new".getBytes(StandardCharsets.UTF_8));
        log(fresh, 0, "new\n");

        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            statement.executeUpdate("update package set changed_at = now() - interval '32 days' where id = '"
                    + open.id() + "'");
            statement.executeUpdate("update log_part set received_at = now() - interval '91 days' where file = '"
                    + file + "'");
        }

        Await.until("the upload is forgotten", () -> api.get(open.path()).status() == 404);
        Await.until("the log is gone", () -> PLATFORM.admin().get("devices/" + device + "/logs/tinylcm.log/" + file)
                .status() == 404);
        PLATFORM.admin().get("devices/" + device + "/logs/tinylcm.log/" + fresh).expect(200);
    }

    private void log(String file, int from, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var sent = TestPackage.of(device, "operational_logs", Map.of("tinylcm.log", bytes), Map.of("tinylcm.log",
                new PackageDoc.Part("tinylcm.log", file, from, from + bytes.length, false)));
        sent.send(api).expect(200);
        sent.imported(PLATFORM.admin(), "imported");
    }

    @Test
    void theModelIsTheNewestAndTheOthersAreItsHistory() {
        for (var name : List.of("one", "two")) {
            var sent = TestPackage.of(device, "model", "model.json", "{\"schemaVersion\":1,\"modelId\":\"" + name
                    + "\",\"labels\":[\"a\"],\"inputDimension\":4,\"dimension\":2,\"neighbours\":3}");
            sent.send(api).expect(200);
            sent.imported(PLATFORM.admin(), "imported");
        }

        assertThat(PLATFORM.admin().get("devices/" + device + "/model").expect(200).json().get("modelId").getAsString())
                .isEqualTo("two");
        assertThat(PLATFORM.admin().get("devices/" + device + "/model/history").expect(200).json()
                .getAsJsonArray("items")).hasSize(2);
    }

    @Test
    void aWrongLineIsReportedAndTheOthersAreFiled() {
        var at = Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
        var sent = TestPackage.of(device, "metrics", "metrics.jsonl", metrics(at, 2) + "{\"schemaVersion\":1}\n"
                + metrics(at.plusSeconds(10), 3));
        sent.send(api).expect(200);

        var view = sent.imported(PLATFORM.admin(), "imported");

        assertThat(view.get("lines").getAsInt()).isEqualTo(6);
        assertThat(view.get("badLines").getAsInt()).isEqualTo(1);
        assertThat(view.get("reason").getAsString()).startsWith("1 of 6 lines were left out: metrics.jsonl line 3");
        assertThat(PLATFORM.admin().get("devices/" + device + "/metrics?names=cpu.percent&from=" + at.minusSeconds(60)
                + "&step=3600").expect(200).json().getAsJsonObject("series").getAsJsonArray("cpu.percent").asList())
                .extracting(hour -> hour.getAsJsonObject().get("n").getAsLong()).satisfies(
                        counts -> assertThat(counts.stream().mapToLong(n -> n).sum()).isEqualTo(5));
        var right = metricsOf(device);
        right.send(api).expect(200);
        assertThat(right.imported(PLATFORM.admin(), "imported").has("reason")).isFalse();
    }

    @Test
    void aPackageInWhichNothingIsRightFails() {
        var sent = TestPackage.of(device, "metrics", "metrics.jsonl", "{\"schemaVersion\":1}\nno JSON\n");
        sent.send(api).expect(200);

        assertThat(sent.imported(PLATFORM.admin(), "failed").get("reason").getAsString())
                .contains("2 of 2 lines").contains("metrics.jsonl line 2");
    }

    @Test
    void prototypesThatAreNoneAreLeftOut() {
        var members = new LinkedHashMap<String, byte[]>();
        members.put("model.json", "{\"schemaVersion\":1,\"modelId\":\"m\",\"labels\":[\"a\"]}".getBytes(
                StandardCharsets.UTF_8));
        members.put("prototypes.jsonl", ("{\"schemaVersion\":1,\"label\":\"a\",\"origin\":\"pack\",\"features\":[1,2]}\n"
                + "{\"label\":\"a\"}\n").getBytes(StandardCharsets.UTF_8));
        var sent = TestPackage.of(device, "model", members, Map.of());
        sent.send(api).expect(200);

        var view = sent.imported(PLATFORM.admin(), "imported");
        assertThat(view.get("badLines").getAsInt()).isOne();
        assertThat(view.get("reason").getAsString()).contains("prototypes.jsonl line 2");
        PLATFORM.admin().get("devices/" + device + "/model").expect(200);
    }

    @Test
    void picturesAreServedAsWhatTheirBytesSay() {
        var members = new LinkedHashMap<String, byte[]>();
        members.put("predictions.jsonl", (line(1, "image-0.png") + line(2, "image-1.jpg"))
                .getBytes(StandardCharsets.UTF_8));
        members.put("image-0.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1});
        members.put("image-1.jpg", "<html>".getBytes(StandardCharsets.UTF_8));
        var sent = TestPackage.of(device, "prediction_images", members, Map.of());
        sent.send(api).expect(200);
        sent.imported(PLATFORM.admin(), "imported");

        var images = PLATFORM.admin().get("prediction-images?device=" + device).expect(200).json()
                .getAsJsonArray("items");

        assertThat(images).hasSize(2);
        for (var image : images) {
            var one = image.getAsJsonObject();
            var answer = PLATFORM.admin().get("prediction-images/" + one.get("number") + "/content").expect(200);
            assertThat(answer.header("Content-Type")).isEqualTo(one.get("frame").getAsInt() == 1 ? "image/png"
                    : "application/octet-stream");
        }
    }

    private static String line(int frame, String file) {
        return "{\"schemaVersion\":1,\"frame\":" + frame + ",\"file\":\"" + file + "\",\"at\":\"2026-03-01T12:00:00Z\","
                + "\"label\":\"a\",\"confidence\":0.9,\"drifting\":false,\"quarantined\":false}\n";
    }
}
