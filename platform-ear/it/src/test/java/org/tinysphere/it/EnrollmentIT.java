package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnrollmentIT {
    private static final Platform PLATFORM = Platform.running();

    private static String token(String options) {
        return PLATFORM.admin().post("enrollment-tokens", "{\"name\":\"t\"" + options + "}").expect(201).json()
                .get("token").getAsString();
    }

    private static String key() {
        return java.util.UUID.randomUUID().toString() + "-0123456789";
    }

    @Test
    void registeringAgainWithTheSameKeyIsTheSameDeviceAndUsesNothingUp() {
        var token = token("");
        var key = key();
        var first = PLATFORM.anonymous().post("devices/register", Platform.registration(token, key)).expect(200).json();
        var second = PLATFORM.anonymous().post("devices/register", Platform.registration(token, key)).expect(200).json();

        assertThat(second.get("deviceId")).isEqualTo(first.get("deviceId"));
        assertThat(second.get("secret")).isNotEqualTo(first.get("secret"));
        HeartbeatIT.beat(PLATFORM.device(first), first).expect(401);
        HeartbeatIT.beat(PLATFORM.device(second), second).expect(200);
    }

    @Test
    void aTokenLetsInNoMoreDevicesThanItSays() {
        var token = token("");
        PLATFORM.anonymous().post("devices/register", Platform.registration(token, key())).expect(200);

        var refused = PLATFORM.anonymous().post("devices/register", Platform.registration(token, key())).expect(401);

        assertThat(refused.json().get("type").getAsString()).isEqualTo("tinysphere:enrollment-refused");
    }

    @Test
    void aRevokedTokenLetsNobodyIn() {
        var made = PLATFORM.admin().post("enrollment-tokens", "{\"name\":\"r\",\"maxUses\":5}").expect(201).json();
        PLATFORM.admin().delete("enrollment-tokens/" + made.get("id")).expect(204);

        PLATFORM.anonymous().post("devices/register", Platform.registration(made.get("token").getAsString(), key()))
                .expect(401);
    }

    @Test
    void aDeviceComesIntoTheGroupOfItsToken() {
        PLATFORM.admin().post("groups", "{\"name\":\"hall-1\"}").expect(201);
        var token = token(",\"group\":\"hall-1\"");
        var device = PLATFORM.anonymous().post("devices/register", Platform.registration(token, key())).json();

        var detail = PLATFORM.admin().get("devices/" + device.get("deviceId").getAsString()).expect(200).json();

        assertThat(detail.getAsJsonObject("device").get("group").getAsString()).isEqualTo("hall-1");
        PLATFORM.admin().delete("groups/hall-1").expect(409);
    }

    @Test
    void aRetiredDeviceIsToldSoAndCannotComeBack() {
        var key = key();
        var device = PLATFORM.register(key);
        var id = device.get("deviceId").getAsString();
        HeartbeatIT.beat(PLATFORM.device(device), device).expect(200);

        PLATFORM.admin().post("devices/" + id + "/retire", "{}").expect(200);

        assertThat(HeartbeatIT.beat(PLATFORM.device(device), device).expect(403).json().get("type").getAsString())
                .isEqualTo("tinysphere:device-retired");
        PLATFORM.anonymous().post("devices/register", Platform.registration(token(""), key)).expect(403);
    }

    @Test
    void textsOfSqlAndScriptAreJustTexts() {
        var hostile = "'; drop table device; -- <script>alert(1)</script> ${jndi:ldap://x} %s {0}";
        var key = key();
        var body = "{\"schemaVersion\":1,\"enrollmentToken\":\"" + token("") + "\",\"deviceKey\":\"" + key
                + "\",\"hostname\":\"" + hostile + "\",\"model\":\"" + hostile + "\",\"platform\":\"" + hostile
                + "\",\"hardware\":{\"" + hostile + "\":\"" + hostile + "\"}}";
        var id = PLATFORM.anonymous().post("devices/register", body).expect(200).json().get("deviceId").getAsString();

        var detail = PLATFORM.admin().get("devices/" + id).expect(200).json();

        assertThat(detail.getAsJsonObject("device").get("name").getAsString()).isEqualTo(hostile);
        assertThat(detail.getAsJsonObject("hardware").get(hostile).getAsString()).isEqualTo(hostile);
        for (var parameter : new String[] {"group", "tag", "state", "health", "q", "after"}) {
            var status = PLATFORM.admin().get("devices?" + parameter + "="
                    + java.net.URLEncoder.encode(hostile, java.nio.charset.StandardCharsets.UTF_8)).status();
            assertThat(status).as(parameter).isIn(200, 400);
        }
    }

    @Test
    void aTextWithAZeroByteIsRefused() {
        var body = "{\"schemaVersion\":1,\"deviceKey\":\"" + key() + "\",\"enrollmentToken\":\"x\",\"hostname\":\"a\\u0000b\"}";

        assertThat(PLATFORM.anonymous().post("devices/register", body).status()).isIn(400, 401);
    }
}
