package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriftHubIT {
    private static final Platform PLATFORM = Platform.running();
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F'};
    private JsonObject device;
    private String id;

    @BeforeEach
    void register() {
        device = PLATFORM.register(UUID.randomUUID() + "-0123456789");
        id = device.get("deviceId").getAsString();
    }

    private void send(String type, String member, String text, boolean image) {
        var members = new LinkedHashMap<String, byte[]>();
        members.put(member, text.getBytes(StandardCharsets.UTF_8));
        if (image) {
            members.put("image.jpg", JPEG);
        }
        TestPackage.of(id, type, members, Map.of()).send(PLATFORM.device(device)).expect(200);
    }

    private static String event(String id, String episode, String kind, Instant at) {
        return "{\"schemaVersion\":1,\"id\":\"" + id + "\",\"episode\":\"" + episode + "\",\"kind\":\"" + kind
                + "\",\"at\":\"" + at + "\",\"frame\":512,\"file\":\"b.jpg\",\"reading\":{\"monitor\":\"knn-distance\","
                + "\"metric\":\"knn-distance\",\"current\":3.5,\"threshold\":10.0},\"sample\":{\"label\":\"cup\","
                + "\"confidence\":0.41,\"features\":[0.5,-1.25]},"
                + "\"neighbours\":[{\"label\":\"cup\",\"distance\":3.25}],\"image\":\"image.jpg\"}";
    }

    private JsonObject listed(int count) {
        var query = "drift-events?device=" + id;
        Await.until(count + " events are listed", () -> PLATFORM.admin().get(query).expect(200).json()
                .getAsJsonArray("items").size() == count);
        return PLATFORM.admin().get(query).json();
    }

    private static String path(JsonObject list, int line) {
        return "drift-events/" + list.getAsJsonArray("items").get(line).getAsJsonObject().get("id").getAsLong();
    }

    private String onset() {
        send("drift_event", "drift_event.json", event(UUID.randomUUID().toString(), "ep-1", "onset", Instant.now()),
                true);
        return path(listed(1), 0);
    }

    private static String verdict(String verdict, String label) {
        return "{\"verdict\":\"" + verdict + "\",\"label\":\"" + label + "\",\"confidence\":0.9,\"note\":\"seen\"}";
    }

    private static JsonObject feedback(String path) {
        return PLATFORM.admin().get(path).expect(200).json().getAsJsonArray("feedback").get(0).getAsJsonObject();
    }

    @Test
    void anEventIsJudgedAndTheDeviceLearnsOfIt() {
        var path = onset();
        var api = PLATFORM.device(device);
        var detail = PLATFORM.admin().get(path).expect(200).json();
        assertThat(detail.getAsJsonObject("event").getAsJsonObject("reading").get("current").getAsDouble())
                .isEqualTo(3.5);
        assertThat(detail.getAsJsonObject("event").getAsJsonArray("neighbours").get(0).getAsJsonObject().get("distance")
                .getAsDouble()).isEqualTo(3.25);
        assertThat(PLATFORM.admin().get("notifications").expect(200).body()).contains("Drift to label: knn-distance on "
                + id);
        assertThat(PLATFORM.admin().get(path + "/image").expect(200).header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(PLATFORM.admin().get(path + "/image").header("X-Content-Type-Options")).contains("nosniff");
        assertThat(PLATFORM.admin().get(path + "/features").expect(200).json().getAsJsonArray("features")).hasSize(2);

        PLATFORM.withRole("viewer").post(path + "/validations", verdict("true_drift", "shoe")).expect(403);
        var summary = PLATFORM.withRole("labeller").post(path + "/validations", verdict("true_drift", "shoe"))
                .expect(200).json();
        assertThat(summary.get("state").getAsString()).isEqualTo("validated");
        assertThat(feedback(path).get("state").getAsString()).isEqualTo("created");

        var commands = api.get("devices/" + id + "/feedback").expect(200).json().getAsJsonArray("commands");
        assertThat(commands).hasSize(1);
        var command = commands.get(0).getAsJsonObject();
        var parameters = command.getAsJsonObject("parameters");
        assertThat(parameters.get("action").getAsString()).isEqualTo("add_samples");
        assertThat(parameters.get("label").getAsString()).isEqualTo("shoe");
        assertThat(parameters.getAsJsonArray("samples").get(0).getAsJsonArray().get(1).getAsDouble()).isEqualTo(-1.25);
        assertThat(feedback(path).get("state").getAsString()).isEqualTo("delivered");
        api.post("devices/" + id + "/feedback/ack", "{\"schemaVersion\":1,\"results\":[{\"sequence\":"
                + command.get("sequence").getAsLong() + ",\"applied\":true,\"detail\":\"1 sample\"}]}").expect(204);
        assertThat(feedback(path).get("state").getAsString()).isEqualTo("applied");
        assertThat(feedback(path).has("appliedAt")).isTrue();
    }

    @Test
    void theSameEventInAnotherPackageCountsOnceAndARecoveryEndsItsEpisode() {
        var begin = Instant.parse("2026-03-01T12:00:00Z");
        var onset = event("e-1", "ep-9", "onset", begin);
        send("drift_event", "drift_event.json", event("e-2", "ep-9", "recovery", begin.plusSeconds(60)), false);
        send("drift_event", "drift_event.json", onset, true);
        send("drift_event", "drift_event.json", onset, true);
        send("drift_event", "drift_event.json", event("e-3", "ep-10", "onset", begin.plusSeconds(90)), false);

        var list = listed(3);

        var first = list.getAsJsonArray("items").get(2).getAsJsonObject();
        assertThat(first.get("eventId").getAsString()).isEqualTo("e-1");
        assertThat(Instant.parse(first.get("recoveredAt").getAsString())).isEqualTo(begin.plusSeconds(60));
        PLATFORM.admin().post(path(list, 1) + "/validations", verdict("true_drift", "shoe")).expect(409);
        var page = PLATFORM.admin().get("drift-events?limit=1&device=" + id).expect(200).json();
        var rest = "drift-events?limit=2&device=" + id + "&after=" + page.get("next").getAsString();
        assertThat(PLATFORM.admin().get(rest).expect(200).json().getAsJsonArray("items")).hasSize(2);
        assertThat(PLATFORM.admin().get("drift-events?state=none&monitor=knn-distance&from=2026-03-01T12:00:00Z"
                + "&to=2026-03-01T12:01:30Z&device=" + id).json().getAsJsonArray("items")).hasSize(1);
        PLATFORM.admin().get("drift-events?after=eA").expect(400);
        PLATFORM.admin().get("drift-events?state=done").expect(400);
        var quality = PLATFORM.admin().get("detector-quality?by=device").expect(200).json().getAsJsonArray("items");
        assertThat(quality.asList()).anySatisfy(line -> {
            assertThat(line.getAsJsonObject().get("key").getAsString()).isEqualTo(id);
            assertThat(line.getAsJsonObject().get("events").getAsInt()).isEqualTo(2);
            assertThat(line.getAsJsonObject().get("medianSecondsToRecovery").getAsDouble()).isEqualTo(60);
            assertThat(line.getAsJsonObject().has("precision")).isFalse();
        });
    }

    @Test
    void whatPeopleHaveNamedIsExportedAsFoldersOfPictures() throws IOException {
        for (var i = 0; i < 4; i++) {
            send("drift_event", "drift_event.json", event("e-" + i, "ep-" + i, "onset",
                    Instant.parse("2026-03-01T12:00:0" + i + "Z")), i != 3);
            // Numbers, and with them the order of lines, are given in the order of imports.
            listed(i + 1);
        }
        var list = listed(4);
        // The newest first: that has no picture, the next is not judged by anybody.
        PLATFORM.admin().post(path(list, 0) + "/validations", verdict("true_drift", "shoe")).expect(200);
        PLATFORM.admin().post(path(list, 2) + "/validations", verdict("true_drift", "../shoe")).expect(200);
        PLATFORM.admin().post(path(list, 3) + "/validations", verdict("false_alarm", "=cup")).expect(200);

        var query = "data-sets/labelled?device=" + id;
        assertThat(PLATFORM.withRole("labeller").get("data-sets/labelled/size?device=" + id).expect(200).json()
                .get("pictures").getAsInt()).isEqualTo(2);
        PLATFORM.withRole("viewer").get(query).expect(403);
        var files = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(PLATFORM.withRole("labeller").bytes(query)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(files).hasSize(3);
        assertThat(files.keySet()).noneMatch(name -> name.startsWith(".") || name.startsWith("/"));
        var lines = new String(files.remove("labels.csv"), StandardCharsets.UTF_8).split("\r\n");
        assertThat(files.values()).allMatch(picture -> Arrays.equals(picture, JPEG));
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).isEqualTo("file,label,source,device,id,frame,time,predicted,validators,agreement");
        assertThat(lines[1]).startsWith("_cup/event-").contains(",'=cup,event," + id
                + ",e-0,512,2026-03-01T12:00:00Z,cup,1,1.0");
        assertThat(lines[2]).contains(",../shoe,event,");
        assertThat(files).containsKeys(lines[1].split(",")[0], lines[2].split(",")[0]);
        PLATFORM.admin().get(query + "&label=shirt").expect(404);
        PLATFORM.admin().get(query + "&from=2026-03-02T00:00:00Z").expect(404);
    }

    @Test
    void whatADeviceSentIsTakenAwayWithItsObjects() throws SQLException {
        var path = onset();
        PLATFORM.admin().post(path + "/validations", verdict("true_drift", "shoe")).expect(200);
        var keys = new ArrayList<String>();
        try (var connection = PLATFORM.connect(); var select = connection.prepareStatement("select image, features, "
                + "document from drift_event e join device d on d.number = e.device where d.id = ?")) {
            select.setString(1, id);
            try (var rows = select.executeQuery()) {
                rows.next();
                for (var i = 1; i <= 3; i++) {
                    keys.add(rows.getString(i));
                }
            }
        }
        assertThat(keys).allMatch(key -> Files.exists(PLATFORM.object(key)));

        var before = "&before=" + Instant.now().plusSeconds(60);
        PLATFORM.withRole("labeller").delete("devices/" + id + "/data?type=drift_event" + before).expect(403);
        var removed = PLATFORM.admin().delete("devices/" + id + "/data?type=drift_event" + before).expect(200).json();

        assertThat(removed.get("items").getAsInt()).isEqualTo(1);
        PLATFORM.admin().get(path).expect(404);
        assertThat(keys).noneMatch(key -> Files.exists(PLATFORM.object(key)));
    }

    @Test
    void whatMayNotFollowIsAConflictAndVerdictsCanBeTakenBack() {
        var path = onset();
        var admin = PLATFORM.admin();
        var labeller = PLATFORM.withRole("labeller");
        admin.post(path + "/validations", verdict("true_drift", "shoe")).expect(200);

        admin.put(path + "/state", "{\"state\":\"rejected\"}").expect(409);
        admin.put(path + "/state", "{\"state\":\"done\"}").expect(400);
        var contested = labeller.post(path + "/validations", verdict("false_alarm", "cup")).expect(200).json();
        assertThat(contested.get("state").getAsString()).isEqualTo("needs_second_opinion");
        assertThat(contested.get("agreement").getAsDouble()).isZero();
        assertThat(feedback(path).get("state").getAsString()).isEqualTo("superseded");
        assertThat(admin.delete(path + "/validations").expect(200).json().get("state").getAsString())
                .isEqualTo("rejected");
        assertThat(feedback(path).get("action").getAsString()).isEqualTo("label_frame");
        assertThat(labeller.delete(path + "/validations").expect(200).json().get("state").getAsString())
                .isEqualTo("new");
        admin.delete(path + "/validations").expect(404);
        var bulk = admin.post("drift-events/validations", "{\"events\":[" + path.replace("drift-events/", "")
                + ",999999999],\"verdict\":\"true_drift\"}").expect(200).json().getAsJsonArray("results");
        assertThat(bulk.get(0).getAsJsonObject().get("state").getAsString()).isEqualTo("validated");
        assertThat(bulk.get(1).getAsJsonObject().get("status").getAsInt()).isEqualTo(404);
        admin.get("detector-quality/agreement").expect(200);
        admin.get("detector-quality?by=group&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z").expect(200);
    }

    @Test
    void aWrongEventIsKeptForAPersonWithTheReason() {
        var wrong = event("../../e", "ep-1", "onset", Instant.now());
        var sent = TestPackage.of(id, "drift_event", "drift_event.json", wrong);
        sent.send(PLATFORM.device(device)).expect(200);

        var view = sent.imported(PLATFORM.admin(), "failed");

        assertThat(view.get("reason").getAsString()).contains("drift_event.json").contains("'id'");
        assertThat(listed(0).has("next")).isFalse();
    }

    /** A device takes at most 4 MiB of commands at once. */
    @Test
    void muchFeedbackComesInPages() {
        var vector = "0.123456789,".repeat(16_000) + "1";
        for (var i = 0; i < 20; i++) {
            send("drift_event", "drift_event.json", event("wide-" + i, "w-" + i, "onset", Instant.now())
                    .replace("0.5,-1.25", vector), false);
        }
        var events = listed(20).getAsJsonArray("items").asList().stream()
                .map(item -> item.getAsJsonObject().get("id").getAsString()).toList();
        PLATFORM.admin().post("drift-events/validations", "{\"events\":[" + String.join(",", events)
                + "],\"verdict\":\"true_drift\",\"label\":\"shoe\"}").expect(200);

        var seen = 0;
        var after = 0L;
        var more = true;
        while (more) {
            var answer = PLATFORM.device(device).get("devices/" + id + "/feedback?after=" + after).expect(200);
            assertThat(answer.body().length()).isLessThan(4 << 20);
            var commands = answer.json().getAsJsonArray("commands");
            seen += commands.size();
            after = commands.get(commands.size() - 1).getAsJsonObject().get("sequence").getAsLong();
            more = answer.json().get("more").getAsBoolean();
            assertThat(more).isEqualTo(seen < 20);
        }
        assertThat(seen).isEqualTo(20);
    }

    @Test
    void aScriptInALabelComesBackAsData() {
        var path = onset();
        var script = "<script>alert(1)</script>";

        var answer = PLATFORM.admin().post(path + "/validations", verdict("true_drift", script)).expect(200);

        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().getAsJsonArray("validations").get(0).getAsJsonObject().get("label").getAsString())
                .isEqualTo(script);
    }

    @Test
    void samplesAndAdaptationsAreFiledOnceAndTheLaterStatusHolds() {
        var sample = "{\"schemaVersion\":1,\"id\":\"q-1\",\"at\":\"2026-03-01T12:00:00Z\",\"frame\":7,"
                + "\"status\":\"pending\",\"predicted\":\"cup\",\"image\":\"image.jpg\",\"features\":[0.5,1.0]}\n";
        send("quarantine", "samples.jsonl", sample, true);
        var query = "quarantine-samples?device=" + id;
        Await.until("the sample is listed", () -> PLATFORM.admin().get(query).expect(200).json()
                .getAsJsonArray("items").size() == 1);
        send("quarantine", "samples.jsonl", sample.replace("pending", "adapted"), false);
        Await.until("its status is known", () -> PLATFORM.admin().get(query + "&status=adapted").json()
                .getAsJsonArray("items").size() == 1);
        var line = PLATFORM.admin().get(query).json().getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(line.get("image").getAsBoolean()).isTrue();
        var number = line.get("id").getAsLong();
        PLATFORM.admin().post("samples/" + number + "/validations", verdict("true_drift", "shoe")).expect(200);
        assertThat(feedback("quarantine-samples/" + number).get("action").getAsString()).isEqualTo("label_quarantined");

        var trail = "{\"schemaVersion\":1,\"sequence\":2,\"at\":\"2026-03-01T12:00:00Z\","
                + "\"kind\":\"adaptation-accepted\",\"details\":{\"id\":\"a-1\",\"label\":\"cup_1\","
                + "\"before\":{\"accuracy\":0.97},\"after\":{\"accuracy\":0.98}},"
                + "\"previous\":\"" + "ab".repeat(32) + "\"}\n";
        send("adaptation_audit", "audit.jsonl", trail, false);
        send("adaptation_audit", "audit.jsonl", trail + trail.replace(":2,", ":3,").replace("accepted", "rolled-back"),
                false);
        var adaptations = "adaptations?device=" + id;
        Await.until("the last outcome is known", () -> PLATFORM.admin().get(adaptations + "&outcome=rolled_back")
                .expect(200).json().getAsJsonArray("items").size() == 1);
        var adaptation = PLATFORM.admin().get(adaptations).json().getAsJsonArray("items");
        assertThat(adaptation).hasSize(1);
        assertThat(adaptation.get(0).getAsJsonObject().getAsJsonObject("after").get("accuracy").getAsDouble())
                .isEqualTo(0.98);
        assertThat(PLATFORM.admin().get("devices/" + id + "/audit").expect(200).json().getAsJsonArray("items"))
                .hasSize(2);
    }
}
