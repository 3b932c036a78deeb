package org.tinysphere.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console without a browser, on whatever server: what {@code ui-jsf/e2e} does not look at. */
class ConsoleIT {
    private final Platform platform = Platform.running();
    private final Api person = platform.anonymous();

    @BeforeEach
    void signIn() {
        platform.admin();
        person.signIn("admin", Platform.CHOSEN_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/devices.xhtml", "/devices.xhtml?sort=last_seen",
        "/devices.xhtml?cell=-42,174", "/images.xhtml?label=lamp&from=2026-01-01&device=nobody", "/map.xhtml",
        "/groups.xhtml",
        "/bulk.xhtml", "/drift.xhtml", "/label.xhtml", "/samples.xhtml", "/quality.xhtml", "/feedback.xhtml",
        "/packages.xhtml", "/images.xhtml", "/logs.xhtml", "/work.xhtml", "/dataset.xhtml", "/models.xhtml",
        "/rollouts.xhtml", "/analytics.xhtml", "/notifications.xhtml", "/audit.xhtml", "/settings.xhtml", "/users.xhtml",
        "/keys.xhtml", "/enrollment.xhtml", "/help.xhtml", "/help.xhtml?doc=platform"})
    void everyPageIsThereAndIsClosedToStrangers(String page) {
        var answer = person.get(page).expect(200);
        assertThat(answer.body()).contains("</html>").doesNotContain("#{");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'").doesNotContain("unsafe");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(platform.anonymous().get(page).expect(302).header("Location")).contains("/login.xhtml");
    }

    @Test
    void pagesAreOnlyRead() {
        person.post("/devices.xhtml", "{}").expect(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/device.xhtml?id=d-nobody", "/device.xhtml", "/event.xhtml?id=999999999", "/event.xhtml?id=x",
        "/operation.xhtml?id=999999999", "/group.xhtml?name=nobody", "/group.xhtml", "/help.xhtml?doc=../../web"})
    void whatIsNotThereIsSaidOnAPage(String page) {
        assertThat(person.get(page).expect(404).body()).contains("there is no").contains("</html>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/devices.xhtml?after=%00", "/devices.xhtml?sort=size", "/drift.xhtml?from=yesterday",
        "/drift.xhtml?state=sad", "/analytics.xhtml?by=colour", "/analytics.xhtml?from=2026-02-02&to=2026-01-01",
        "/quality.xhtml?by=mood", "/devices.xhtml?cell=here", "/devices.xhtml?sort=last_seen&after=Z2FyYmFnZQ"})
    void nonsenseInAnAddressIsRefusedOnAPage(String page) {
        assertThat(person.get(page).expect(400).body()).contains("</html>").doesNotContain("Exception");
    }

    @Test
    void whatIsWrittenInAnAddressIsNotRunByThePage() {
        var answer = person.get("/devices.xhtml?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").expect(200);
        assertThat(answer.body()).doesNotContain("<script>alert");
    }

    @Test
    void openPagesHearThatSomethingChanged() throws Exception {
        var device = platform.register("console-live-key-0123456789abcdef0123456789abcdef").get("deviceId").getAsString();
        var lines = live("/api/v1/live");
        assertThat(lines.statusCode()).isEqualTo(200);
        var heard = CompletableFuture.supplyAsync(() -> lines.body().anyMatch(line -> line.startsWith("data:")
                && line.contains("device")));
        Await.until("a page hears of the device", java.time.Duration.ofSeconds(30), () -> {
            platform.admin().patch("devices/" + device, "{\"note\":\"" + System.nanoTime() + "\"}").expect(200);
            return heard.isDone();
        });
        assertThat(heard.get(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatChangedBetweenThePageAndItsConnectionIsToldAtOnce() throws Exception {
        var device = platform.register("console-late-key-0123456789abcdef0123456789abcdef").get("deviceId").getAsString();
        platform.admin().patch("devices/" + device, "{\"note\":\"before\"}").expect(200);
        try (var lines = live("/api/v1/live?age=600000").body()) {
            assertThat(lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow()).contains("device");
        }
        var negative = live("/api/v1/live?age=-1");
        try (var lines = negative.body()) {
            assertThat(negative.statusCode()).isEqualTo(200);
        }
        assertThat(live("/api/v1/live?age=young").statusCode()).isBetween(400, 404);
    }

    @Test
    void whatPagesAskForIsPartOfTheApi() {
        person.get("labelling/queue?limit=5").expect(200);
        assertThat(person.get("devices.csv").expect(200).body()).startsWith("id,name,");
        person.get("devices?cell=47,11").expect(200);
        person.get("devices?cell=47.5,11").expect(400);
        person.get("prediction-images?label=lamp&from=2026-01-01T00:00:00Z").expect(200);
        person.get("prediction-images?to=tomorrow").expect(400);
        person.get("devices/d-nobody/snapshots").expect(404);
        person.get("thumbnails/drift-events/999999999").expect(404);
        person.get("thumbnails/secrets/1").expect(404);
        person.get("labelling/projection/999999999").expect(404);
    }

    @Test
    void aGroupHasAPage() {
        platform.admin().post("groups", "{\"name\":\"with-a-page\"}").expect(201);
        assertThat(person.get("/group.xhtml?name=with-a-page").expect(200).body()).contains("with-a-page");
        assertThat(person.get("/device.xhtml?tab=snapshots&id=" + platform.register(
                "console-snap-key-0123456789abcdef0123456789abcdef").get("deviceId").getAsString()).expect(200).body())
                .contains("No snapshot is known here.");
    }

    private HttpResponse<Stream<String>> live(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(platform.root().resolve(path))
                .header("Cookie", cookie()).build(), HttpResponse.BodyHandlers.ofLines());
    }

    @Test
    void scriptsHearNothing() {
        platform.admin().get("live").expect(403);
        platform.anonymous().get("live").expect(401);
    }

    @Test
    void problemsAreSaidInGermanToWhoAsksForIt() {
        assertThat(platform.anonymous().header("Accept-Language", "de-DE,de;q=0.9,en;q=0.5").get("users").expect(401).json()
                .get("detail").getAsString()).isEqualTo("melden Sie sich an, oder schicken Sie einen API-Schlüssel");
        for (var other : new String[] {"en", "fr-FR, de;q=0.1", "", "!;,="}) {
            assertThat(platform.anonymous().header("Accept-Language", other).get("users").expect(401).json()
                    .get("detail").getAsString()).isEqualTo("sign in, or send an API key");
        }
    }

    @Test
    void theLinkOfADemonstrationSignsInAnOperator() {
        var visitor = platform.anonymous();
        var session = visitor.post("session/demo", "{\"secret\":\"" + Platform.DEMO_SECRET + "\"}").expect(200);
        assertThat(session.json().get("role").getAsString()).isEqualTo("operator");
        visitor.header("Cookie", session.header("Set-Cookie").split(";")[0]);
        visitor.get("devices").expect(200);
        visitor.get("users").expect(403);
    }

    @Test
    void kindsOfNotificationsThatNobodyWantsAreNotCounted() {
        assertThat(person.put("notifications/choice", "{\"muted\":[\"work.dead\"]}").expect(200).json()
                .getAsJsonArray("muted")).hasSize(1);
        person.put("notifications/choice", "{\"muted\":[\"everything\"]}").expect(400);
        assertThat(person.get("notifications/choice").json().getAsJsonArray("muted")).hasSize(1);
        assertThat(person.get("notifications").body()).doesNotContain("work.dead");
        person.put("notifications/choice", "{\"muted\":[]}").expect(200);
    }

    private String cookie() {
        var answer = platform.anonymous().signIn("admin", Platform.CHOSEN_PASSWORD);
        return answer.header("Set-Cookie").split(";")[0];
    }
}
