package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigurationIT {
    private static final Platform PLATFORM = Platform.running();
    private static final String SCHEMA = """
            {"schemaVersion":1,"components":[{"pid":"org.tinylcm.classifier.knn","title":"KNN","factory":false,
            "attributes":[{"key":"k","type":"integer","min":1,"max":50,"defaultValue":"5"},
            {"key":"metric","type":"string","options":["euclidean","cosine"]}]}]}""";

    @Test
    void aWantedValueTravelsToTheDeviceAndItsAnswerBack() {
        var device = PLATFORM.register(UUID.randomUUID() + "-0123456789");
        var id = device.get("deviceId").getAsString();
        var api = PLATFORM.device(device);
        var path = "devices/" + id + "/configuration";
        assertThat(HeartbeatIT.beat(api, device).json().get("schema").getAsBoolean()).isTrue();
        api.put("devices/" + id + "/configuration-schema", SCHEMA).expect(204);
        var before = HeartbeatIT.beat(api, device).json();
        assertThat(before.get("schema").getAsBoolean()).isFalse();
        assertThat(before.get("configuration").getAsBoolean()).isFalse();

        assertThat(PLATFORM.admin().put(path, wanted("k", "99")).expect(400).body()).contains("a whole number 1.0..50.0");
        assertThat(PLATFORM.admin().put(path, wanted("metric", "hamming")).expect(400).body()).contains("one of");
        assertThat(PLATFORM.admin().put(path, wanted("kk", "9")).expect(400).body()).contains("no key 'kk'");
        PLATFORM.admin().put(path, wanted("k", "9")).expect(200);

        assertThat(HeartbeatIT.beat(api, device).json().get("configuration").getAsBoolean()).isTrue();
        var desired = api.get("devices/" + id + "/desired/configuration").expect(200);
        var version = desired.json().get("version").getAsString();
        assertThat(desired.json().getAsJsonObject("values").getAsJsonObject("org.tinylcm.classifier.knn").get("k")
                .getAsString()).isEqualTo("9");
        PLATFORM.device(device).header("If-None-Match", desired.header("ETag"))
                .get("devices/" + id + "/desired/configuration").expect(304);
        api.post("devices/" + id + "/desired/configuration/report", "{\"schemaVersion\":1,\"version\":\"" + version
                + "\",\"results\":[{\"pid\":\"org.tinylcm.classifier.knn\",\"key\":\"k\",\"applied\":true}]}").expect(204);

        var shown = PLATFORM.admin().get(path).expect(200).json();
        assertThat(shown.get("reportedVersion").getAsString()).isEqualTo(version);
        assertThat(shown.getAsJsonArray("results").get(0).getAsJsonObject().get("applied").getAsBoolean()).isTrue();
        PLATFORM.admin().put(path, "{\"values\":{},\"version\":0}").expect(412);
    }

    @Test
    void aDevicesOwnValuesGoBeforeItsGroups() {
        var group = "g-" + UUID.randomUUID();
        PLATFORM.admin().post("groups", "{\"name\":\"" + group + "\"}").expect(201);
        var device = PLATFORM.register(UUID.randomUUID() + "-0123456789");
        var id = device.get("deviceId").getAsString();
        PLATFORM.admin().patch("devices/" + id, "{\"group\":\"" + group + "\",\"tags\":[\"north\"]}").expect(200);
        PLATFORM.admin().put("groups/" + group + "/configuration",
                "{\"values\":{\"p\":{\"a\":\"group\",\"b\":\"group\"}}}").expect(200);
        PLATFORM.admin().put("devices/" + id + "/configuration", "{\"values\":{\"p\":{\"b\":\"device\"}}}").expect(200);

        var values = PLATFORM.device(device).get("devices/" + id + "/desired/configuration").expect(200).json()
                .getAsJsonObject("values").getAsJsonObject("p");

        assertThat(values.get("a").getAsString()).isEqualTo("group");
        assertThat(values.get("b").getAsString()).isEqualTo("device");
    }

    private static String wanted(String key, String value) {
        return "{\"values\":{\"org.tinylcm.classifier.knn\":{\"" + key + "\":\"" + value + "\"}}}";
    }
}
