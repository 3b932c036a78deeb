package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators and admins do. */
class ActionsE2E {
    private final Stage stage = Stage.running();
    private Browser browser;

    @BeforeEach
    void signIn() {
        browser = new Browser().signIn(stage.person("admin"));
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void aGroupIsMadeADeviceJoinsItAndTheTableFindsIt() {
        browser.open("/groups.xhtml").fill("Name", "line-2").fill("Description", "Second line").press("Add group");
        browser.see("Second line");
        browser.open("/device.xhtml?id=" + stage.realDevice()).press("Change");
        browser.choose("Group", "line-2").fill("Tags", "window lamp").press("Save");
        browser.see("window");
        browser.open("/devices.xhtml").choose("Group", "line-2").press("Filter");
        browser.until("one line", () -> browser.all("#list-of-devices tbody tr").size() == 1);
        assertThat(browser.path()).isEqualTo("/devices.xhtml?group=line-2");
        browser.press("Clear");
        browser.until("more lines", () -> browser.all("#list-of-devices tbody tr").size() > 1);
        browser.open("/groups.xhtml");
        browser.surely(() -> browser.all("#group-rows tbody tr").stream().filter(row -> row.getText().startsWith("line-2"))
                .findFirst().orElseThrow().findElement(org.openqa.selenium.By.tagName("button")).click());
        browser.confirm().see("the group still has 1 devices");
    }

    @Test
    void columnsThatWerePutAwayStayAway() {
        browser.open("/devices.xhtml");
        browser.click("details summary").tick("Board");
        browser.open("/devices.xhtml");
        assertThat(browser.shown("th[data-col=model]")).isFalse();
        assertThat(browser.shown("th[data-col=runtime]")).isTrue();
    }

    @Test
    void theTableGoesOnByKeyAndNeverHasMoreLinesThanAPage() {
        browser.open("/devices.xhtml");
        assertThat(browser.all("#list-of-devices tbody tr")).hasSize(25);
        browser.press("Next page");
        browser.until("the rest", () -> browser.path().contains("after="));
        assertThat(browser.all("#list-of-devices tbody tr")).hasSizeLessThan(25).isNotEmpty();
        browser.press("First page").until("the first page", () -> !browser.path().contains("after="));
        browser.press("CSV");
        assertThat(new String(browser.saved("devices.csv"), java.nio.charset.StandardCharsets.UTF_8).lines().count())
                .isEqualTo(1 + stage.items("devices?limit=100").size());
    }

    @Test
    void theTableIsSortedByNameOrByWhoWasSeenLast() {
        browser.open("/devices.xhtml").press("Last seen");
        browser.until("sorted by it", () -> browser.path().equals("/devices.xhtml?sort=last_seen"));
        assertThat(browser.one("th[aria-sort=descending]").getText()).isEqualTo("Last seen");
        browser.press("Name").until("sorted by name", () -> browser.path().equals("/devices.xhtml?sort=name"));
        var seen = new java.util.HashSet<String>();
        ids(seen);
        browser.press("Next page").until("the rest", () -> browser.path().contains("after="));
        ids(seen);
        assertThat(seen).hasSize(stage.items("devices?limit=100").size());
    }

    private void ids(java.util.Set<String> seen) {
        seen.addAll(browser.texts("#list-of-devices tbody .mono"));
    }

    @Test
    void whatAChartShowsIsSavedAsPictureAndAsTable() throws java.io.IOException {
        browser.open("/device.xhtml?id=" + stage.realDevice() + "&tab=charts");
        browser.until("a chart", () -> (Boolean) browser.script("return [...document.querySelectorAll('canvas')]"
                + ".some(c => c.checkVisibility() && c.width > 300)"));
        browser.press("PNG");
        var picture = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(browser.saved("median-time-by-stage.png")));
        assertThat(picture.getWidth()).isGreaterThan(300);
        assertThat(picture.getRGB(2, 2) >>> 24).as("a background of its own").isEqualTo(255);
        browser.press("CSV");
        assertThat(browser.saved("median-time-by-stage.csv")).asString(java.nio.charset.StandardCharsets.UTF_8)
                .matches("(?s)\"\",.*\"total\".*\\R\"20\\d\\d-.*");
    }

    @Test
    void aBulkOperationHasAResultForEachDevice() {
        browser.open("/devices.xhtml?q=sim-1");
        browser.click("thead input[type=checkbox]");
        browser.press("Do with all").choose("What", "Set tags").fill("Tags", "batch");
        browser.press("Begin").until("its page", () -> browser.path().startsWith("/operation.xhtml"));
        browser.until("all done", () -> browser.one("#results").getText().contains("done")
                && !browser.one("#results").getText().contains("waiting"));
        browser.shot("bulk-operation");
        browser.open("/devices.xhtml?tag=batch");
        assertThat(browser.all("#list-of-devices tbody tr")).hasSizeGreaterThan(5);
    }

    @Test
    void theConfigurationOfADeviceIsSetInAFormAndReportedBack() {
        var device = stage.realDevice();
        browser.open("/device.xhtml?id=" + device + "&tab=configuration");
        var component = browser.all("details.panel").stream()
                .filter(part -> part.getText().contains("org.tinylcm.quarantine")).findFirst().orElseThrow();
        component.findElement(org.openqa.selenium.By.tagName("summary")).click();
        var field = component.findElement(org.openqa.selenium.By.cssSelector("input"));
        var key = field.getDomAttribute("name");
        field.sendKeys("nonsense");
        browser.press("Set");
        browser.until("the reason", () -> !browser.one("#configuration [role=alert]").getText().isBlank());
        assertThat(browser.one("#configuration [role=alert]").getText()).contains(key);
        field.clear();
        field.sendKeys(field.getDomAttribute("placeholder"));
        browser.press("Set");
        Stage.await("the device reports it", () -> stage.get("devices/" + device + "/configuration").getAsJsonArray("results")
                .size() > 0);
        browser.open("/device.xhtml?id=" + device + "&tab=configuration").see("applied");
    }

    @Test
    void secretsAreShownOnceAndWorkAndCanBeRevoked() {
        browser.open("/keys.xhtml").fill("Name", "nightly").choose("Role", "viewer").press("Add API key");
        browser.until("the key", () -> !browser.all("#secret").isEmpty());
        var key = browser.one("#secret").getText();
        assertThat(stage.status("GET", "devices", null, key)).isEqualTo(200);
        assertThat(stage.status("POST", "groups", "{\"name\":\"x\"}", key)).isEqualTo(403);
        browser.press("Close");
        browser.until("the list", () -> browser.text().contains("nightly"));
        assertThat(browser.text()).doesNotContain(key);
        browser.all("#keys tbody tr").stream().filter(row -> row.getText().contains("nightly")).findFirst().orElseThrow()
                .findElement(org.openqa.selenium.By.tagName("button")).click();
        browser.confirm();
        Stage.await("it opens nothing any more", () -> stage.status("GET", "devices", null, key) == 401);
        browser.open("/enrollment.xhtml").fill("Name", "line").fill("For how many devices", "3").press("Add token");
        browser.until("the token", () -> !browser.all("#secret").isEmpty());
        browser.press("Close").see("0 / 3");
    }

    @Test
    void peopleAreAddedChangedAndShutOut() {
        browser.open("/users.xhtml");
        var login = "kim-" + Long.toString(System.nanoTime(), 36);
        browser.fill("Login", login).choose("Role", "operator").press("Add user");
        browser.until("the password", () -> !browser.all("#secret").isEmpty());
        var password = browser.one("#secret").getText();
        browser.press("Close").see(login);
        try (var other = new Browser()) {
            other.open("/").fill("Login", login).fill("Password", "wrong-password").press("Sign in");
            other.see("login or password is wrong");
            other.fill("Password", password).press("Sign in");
            other.until("a password has to be chosen", () -> other.path().startsWith("/password"));
            other.open("/devices.xhtml");
            assertThat(other.path()).startsWith("/password");
            other.fill("Present password", password).fill("New password", Stage.PASSWORD).press("Save");
            other.until("the overview", () -> other.path().equals("/"));
            browser.surely(() -> row(login).findElement(org.openqa.selenium.By.xpath(
                    ".//button[normalize-space(.)='Disable']")).click());
            browser.see("disabled");
            other.open("/devices.xhtml");
            assertThat(other.path()).startsWith("/login");
        }
        browser.open("/audit.xhtml").see("user.change");
    }

    private org.openqa.selenium.WebElement row(String login) {
        return browser.all("#users tbody tr").stream().filter(row -> row.getText().contains(login)).findFirst().orElseThrow();
    }

    @Test
    void notificationsAreReadAndThoseThatNobodyWantsAreNotShown() {
        stage.drift(1);
        browser.open("/notifications.xhtml").see("Drift to label").press("Mark all as read");
        browser.until("nothing new", () -> browser.all("#notifications .badge.hot").isEmpty());
        browser.tick("Drift to label").press("Save").see("Done.");
        browser.open("/notifications.xhtml");
        assertThat(browser.one("#notifications").getText()).doesNotContain("Drift to label");
    }

    @Test
    void aDataSetIsOfferedForDownload() {
        stage.drift(1);
        var event = stage.items("drift-events?state=new&limit=1").get(0).get("id").getAsString();
        stage.api("POST", "drift-events/" + event + "/validations", "{\"verdict\":\"true_drift\",\"label\":\"teapot\"}");
        browser.open("/dataset.xhtml?label=teapot");
        assertThat(browser.button("Download data set").getDomAttribute("href")).contains("label=teapot");
        assertThat(browser.text()).contains("1 pictures");
    }

    @Test
    void deadLettersAreTriedAgainOrDiscarded() {
        stage.brokenPackage();
        browser.open("/").see("dead letter");
        browser.open("/work.xhtml").see("no readable tar.gz");
        browser.press("Try again").see("Done.");
        Stage.await("it is dead again", () -> !stage.items("work?state=dead").isEmpty());
        browser.open("/work.xhtml").press("Discard");
        browser.confirm();
        Stage.await("it is gone", () -> stage.items("work?state=dead").isEmpty());
        browser.open("/work.xhtml").see("Nothing in this state.");
    }

    @Test
    void dataOfADeviceIsRemovedAfterAQuestion() {
        browser.open("/dataset.xhtml");
        browser.one("#r-device").sendKeys(stage.realDevice());
        browser.script("document.getElementById('r-before').value = '2020-01-01'");
        browser.press("Remove").confirm().see("Done.");
        browser.open("/audit.xhtml").see("device.data-removal");
    }

    @Test
    void aDeviceIsToldToTakeASnapshotAndToGetANewSecret() {
        var device = stage.realDevice();
        browser.open("/device.xhtml?id=" + device).press("Take snapshot").see("Done.");
        browser.press("New secret").see("Done.");
        browser.open("/device.xhtml?id=" + device + "&tab=history");
        browser.until("the device took it", () -> browser.one("#commands").getText().contains("applied"));
    }
}
