package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a device is told when people change their minds, and when they name what it learned by itself. */
class FeedbackUndoIT {
    private static final Platform PLATFORM = Platform.running();
    private JsonObject device;
    private String id;
    private Api api;

    @BeforeEach
    void register() {
        device = PLATFORM.register(UUID.randomUUID() + "-0123456789");
        id = device.get("deviceId").getAsString();
        api = PLATFORM.device(device);
    }

    private String onset(String event, String predicted) {
        var document = "{\"schemaVersion\":1,\"id\":\"" + event + "\",\"episode\":\"ep-" + event
                + "\",\"kind\":\"onset\",\"at\":\"" + Instant.now() + "\",\"frame\":512,\"reading\":{\"monitor\":"
                + "\"knn-distance\",\"metric\":\"knn-distance\",\"current\":3.5,\"threshold\":10.0},\"sample\":"
                + "{\"label\":\"" + predicted + "\",\"confidence\":0.41,\"features\":[0.5,-1.25]},\"neighbours\":[]}";
        send("drift_event", "drift_event.json", document);
        for (var item : PLATFORM.admin().get("drift-events?device=" + id).json().getAsJsonArray("items")) {
            if (item.getAsJsonObject().get("eventId").getAsString().equals(event)) {
                return "drift-events/" + item.getAsJsonObject().get("id").getAsLong();
            }
        }
        throw new AssertionError("no event " + event);
    }

    private void send(String type, String member, String text) {
        var sent = TestPackage.of(id, type, member, text);
        sent.send(api).expect(200);
        sent.imported(PLATFORM.admin(), "imported");
    }

    /** The device learned a class by itself a minute ago. */
    private void adapted(String label) {
        var at = Instant.now().minusSeconds(60);
        send("adaptation_audit", "audit.jsonl", "{\"schemaVersion\":1,\"sequence\":2,\"at\":\"" + at + "\",\"kind\":"
                + "\"adaptation-accepted\",\"details\":{\"id\":\"a-" + label + "\",\"frame\":600,\"label\":\"" + label
                + "\",\"samples\":[\"q-1\"]},\"previous\":\"" + "ab".repeat(32) + "\"}");
        send("model", "model.json", "{\"schemaVersion\":1,\"modelId\":\"m\",\"labels\":[\"cup\"],\"prototypes\":{\"cup\":9,"
                + "\"" + label + "\":5}}");
    }

    private void judge(String path, String label) {
        PLATFORM.admin().post(path + "/validations", "{\"verdict\":\"true_drift\",\"label\":\"" + label + "\"}")
                .expect(200);
    }

    /** What waits, in order, and what it is about; the device does it all and says so. */
    private List<String> fetched() {
        return fetched(true);
    }

    private List<String> fetched(boolean acknowledge) {
        var waiting = new ArrayList<String>();
        for (var element : api.get("devices/" + id + "/feedback").expect(200).json().getAsJsonArray("commands")) {
            var parameters = element.getAsJsonObject().getAsJsonObject("parameters");
            waiting.add(parameters.get("action").getAsString() + " " + parameters.get("label").getAsString());
            if (acknowledge) {
                api.post("devices/" + id + "/feedback/ack", "{\"schemaVersion\":1,\"results\":[{\"sequence\":"
                        + element.getAsJsonObject().get("sequence") + ",\"applied\":true}]}").expect(204);
            }
        }
        return waiting;
    }

    @Test
    void whatWasLearnedIsForgottenWhenTheVerdictIsTakenBack() {
        var path = onset("e-1", "cup");
        judge(path, "shoe");
        assertThat(fetched()).containsExactly("add_samples shoe");

        PLATFORM.admin().delete(path + "/validations").expect(200);

        var command = api.get("devices/" + id + "/feedback").expect(200).json().getAsJsonArray("commands").get(0)
                .getAsJsonObject().getAsJsonObject("parameters");
        assertThat(command.getAsJsonArray("samples").get(0).getAsJsonArray().get(1).getAsDouble()).isEqualTo(-1.25);
        assertThat(command.get("eventId").getAsString()).isEqualTo("e-1");
        assertThat(fetched()).containsExactly("forget_samples shoe");
        assertThat(PLATFORM.admin().get(path).json().getAsJsonArray("feedback").get(0).getAsJsonObject().get("action")
                .getAsString()).isEqualTo("forget_samples");
        judge(path, "shoe");
        assertThat(fetched()).containsExactly("add_samples shoe");
    }

    @Test
    void whatTheDeviceMayHaveLearnedIsForgottenTooAndWhatItNeverFetchedIsNot() {
        var delivered = onset("e-1", "cup");
        judge(delivered, "shoe");
        fetched(false);
        PLATFORM.admin().delete(delivered + "/validations").expect(200);
        assertThat(fetched(false)).containsExactly("add_samples shoe", "forget_samples shoe");
        judge(delivered, "bag");
        PLATFORM.admin().delete(delivered + "/validations").expect(200);
        assertThat(fetched()).as("bag was never fetched").containsExactly("forget_samples shoe");

        var fresh = onset("e-2", "cup");
        judge(fresh, "shoe");
        PLATFORM.admin().delete(fresh + "/validations").expect(200);
        assertThat(fetched()).isEmpty();
    }

    @Test
    void anotherLabelGoesOutAloneAndTheDevicesOwnLabelWithAForgetting() {
        var path = onset("e-1", "cup");
        judge(path, "shoe");
        fetched();
        judge(path, "bag");
        assertThat(fetched()).as("the device replaces the label of a sample").containsExactly("add_samples bag");

        PLATFORM.admin().post(path + "/validations", "{\"verdict\":\"false_alarm\",\"label\":\"cup\"}").expect(200);

        assertThat(fetched()).containsExactly("forget_samples bag", "label_frame cup");
    }

    @Test
    void aNewNameForALearnedClassRenamesIt() {
        adapted("novel-1");
        var path = onset("e-1", "novel-1");
        judge(path, "shoe");

        assertThat(fetched()).containsExactly("rename shoe", "add_samples shoe");
        judge(onset("e-2", "novel-1"), "shoe");
        assertThat(fetched()).as("it has the name").containsExactly("add_samples shoe");
    }

    @Test
    void aNameThatTheDeviceHasTakesTwoWhoAgree() {
        adapted("novel-1");
        judge(onset("e-1", "novel-1"), "cup");
        assertThat(fetched()).containsExactly("add_samples cup");
        judge(onset("e-2", "novel-1"), "cup");

        assertThat(fetched()).containsExactly("rename cup", "add_samples cup");
    }

    @Test
    void peopleWhoDisagreeRenameNothingAndWhatIsNotFetchedIsTakenBack() {
        adapted("novel-1");
        judge(onset("e-1", "novel-1"), "shoe");
        judge(onset("e-2", "novel-1"), "bag");

        assertThat(fetched()).containsExactly("add_samples shoe", "add_samples bag");
        var other = onset("e-3", "cup");
        judge(other, "shirt");
        assertThat(fetched()).as("a class of the pack is no matter of naming").containsExactly("add_samples shirt");
    }
}
