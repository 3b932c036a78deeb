package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecurityIT {
    private static final Platform PLATFORM = Platform.running();
    private static final Set<String> OPEN = Set.of("GET /api/v1/status", "POST /api/v1/session",
            "POST /api/v1/session/demo", "DELETE /api/v1/session", "POST /api/v1/devices/register");
    /** Changes that concern nobody else. */
    private static final Set<String> OWN = Set.of("POST /api/v1/notifications/read", "PUT /api/v1/notifications/choice");

    private record Call(String method, String path, String operation) {
    }

    /** Every operation of the served OpenAPI document, so that a new one is tested as soon as it is there. */
    private static List<Call> calls() {
        var document = PLATFORM.anonymous().header("Accept", "application/json").get("/openapi").expect(200);
        var calls = new ArrayList<Call>();
        for (var path : JsonParser.parseString(document.body()).getAsJsonObject().getAsJsonObject("paths").entrySet()) {
            for (var method : path.getValue().getAsJsonObject().keySet()) {
                var verb = method.toUpperCase(Locale.ROOT);
                if (Set.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(verb)) {
                    calls.add(new Call(verb, path.getKey().replaceAll("\\{[^}]+}", "1"), verb + ' ' + path.getKey()));
                }
            }
        }
        return calls;
    }

    private static Api.Answer send(Api api, Call call) {
        return api.send(call.method, call.path, Set.of("GET", "DELETE").contains(call.method) ? null : "{}");
    }

    @Test
    void nothingButSigningInAndRegisteringIsOpen() {
        var calls = calls();
        assertThat(calls).hasSizeGreaterThan(30);
        for (var call : calls) {
            if (!OPEN.contains(call.operation)) {
                var answer = send(PLATFORM.anonymous(), call);
                assertThat(answer.status()).as(call.operation).isEqualTo(401);
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            }
        }
    }

    @Test
    void aViewerChangesNothingAndADeviceIsNoPerson() {
        var viewer = PLATFORM.withRole("viewer");
        var device = PLATFORM.device(PLATFORM.register(UUID.randomUUID() + "-0123456789"));
        for (var call : calls()) {
            if (!OPEN.contains(call.operation) && !call.operation.contains("/session")) {
                assertThat(send(device, call).status()).as(call.operation).isEqualTo(401);
                if (!call.method.equals("GET") && !OWN.contains(call.operation)) {
                    assertThat(send(viewer, call).status()).as(call.operation).isIn(401, 403);
                }
            }
        }
        viewer.get("users").expect(403);
        viewer.get("devices").expect(200);
    }

    @Test
    void aPersonChoosesAPasswordFirstAndSendsTheCsrfTokenWithEveryChange() {
        var login = "u" + System.nanoTime();
        var oneTime = PLATFORM.admin().post("users", "{\"login\":\"" + login + "\",\"role\":\"operator\"}").expect(201)
                .json().get("oneTimePassword").getAsString();
        var person = PLATFORM.anonymous();
        var signedIn = person.signIn(login, oneTime);
        assertThat(signedIn.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
        assertThat(person.get("devices").expect(403).body()).contains("password-change-required");

        person.post("session/password", "{\"password\":\"" + oneTime + "\",\"newPassword\":\"short\"}").expect(400);
        person.post("session/password", "{\"password\":\"" + oneTime + "\",\"newPassword\":\"long enough now\"}")
                .expect(200);

        person.post("groups", "{\"name\":\"" + login + "\"}").expect(201);
        person.header("X-CSRF-Token", "wrong");
        assertThat(person.delete("groups/" + login).expect(403).body()).contains("csrf");
        person.get("groups").expect(200);
        PLATFORM.admin().patch("users/" + login, "{\"disabled\":true}").expect(200);
        person.get("groups").expect(401);
    }

    @Test
    void guessingIsSlowedDownAndLocksNobodyElseOut() {
        var guesses = 0;
        for (var i = 0; i < 8; i++) {
            var status = PLATFORM.anonymous().post("session", "{\"login\":\"victim\",\"password\":\"guess" + i + "\"}")
                    .status();
            guesses += status == 401 ? 1 : 0;
            assertThat(status).isIn(401, 429);
        }
        assertThat(guesses).isLessThanOrEqualTo(6);
        // Another person from the same address, and every key, goes on.
        assertThat(PLATFORM.anonymous().post("session", "{\"login\":\"admin\",\"password\":\"wrong\"}").status())
                .isEqualTo(401);
        PLATFORM.admin().get("devices").expect(200);
    }

    @Test
    void oldLinksOfADemonstrationOpenNothingAndKeepNobodyOutOfTheNewOne() {
        for (var i = 0; i < 40; i++) {
            PLATFORM.anonymous().post("session/demo", "{\"secret\":\"of-another-start\"}").expect(401);
        }
        PLATFORM.anonymous().post("session/demo", "{\"secret\":\"" + Platform.DEMO_SECRET + "\"}").expect(200);
    }

    @Test
    void answersCarrySecurityHeadersAndATrace() {
        var answer = PLATFORM.anonymous().header("traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").get("users").expect(401);

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(answer.json().get("trace").getAsString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void theAuditLogIsCompleteAndCannotBeChanged() throws java.sql.SQLException {
        PLATFORM.admin().post("groups", "{\"name\":\"audited\"}").expect(201);

        var newest = PLATFORM.admin().get("audit?subject=group/audited").expect(200).json().getAsJsonArray("items").get(0)
                .getAsJsonObject();

        assertThat(newest.get("kind").getAsString()).isEqualTo("group.add");
        assertThat(newest.getAsJsonObject("details").get("actor").getAsString()).isEqualTo("key:it-admin");
        assertThat(PLATFORM.admin().get("audit/verification").expect(200).json().get("intact").getAsBoolean()).isTrue();
        try (var connection = PLATFORM.connect(); var statement = connection.createStatement()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.executeUpdate("delete from audit"))
                    .hasMessageContaining("append-only");
        }
    }
}
