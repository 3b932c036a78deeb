package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** What operators and admins do to one device, one group, one person. */
class DeviceActionsE2E {
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
    void aSnapshotIsTakenAndTheDeviceGoesBackToIt() {
        browser.open("/device.xhtml?id=" + stage.realDevice() + "&tab=snapshots");
        browser.fill("Reason", "before the test").press("Take snapshot").see("The device is told.");
        browser.until("the snapshot", () -> browser.one("#snapshots").getText().contains("before the test"));
        var id = browser.texts("#snapshots tbody tr").stream().filter(row -> row.contains("before the test")).findFirst()
                .orElseThrow().split("\\s")[0];
        assertThat(id).matches("[0-9]{8,15}");
        browser.shot("device-snapshots");
        browser.surely(() -> browser.all("#snapshots tbody tr").stream().filter(row -> row.getText().startsWith(id))
                .findFirst().orElseThrow().findElement(By.tagName("button")).click());
        browser.see("Roll the device back to snapshot " + id + "?").confirm();
        browser.until("it went back", () -> browser.one("#snapshot-commands").getText().contains("back at " + id));
        stage.api("POST", "bulk-operations", "{\"kind\":\"rollback\",\"devices\":[\"" + stage.realDevice()
                + "\"],\"parameters\":{\"snapshot\":\"99999999\"}}");
        browser.until("the device has none of that number", () ->
                browser.texts("#snapshot-commands li").stream().anyMatch(line -> line.contains("refused")
                        && line.contains("99999999")));
    }

    @Test
    void aRetiredDeviceIsShutOutAndToldNothingAnyMore() {
        var device = stage.register("sim-worn-out");
        assertThat(stage.status("GET", "devices/" + device.id() + "/feedback", null, device.secret())).isEqualTo(200);
        browser.open("/device.xhtml?id=" + device.id()).press("Retire");
        browser.see("Retire this device for good?").confirm();
        browser.until("it is retired", () -> browser.one("#now").getText().contains("retired"));
        assertThat(stage.status("GET", "devices/" + device.id() + "/feedback", null, device.secret())).isEqualTo(403);
        browser.open("/device.xhtml?id=" + device.id());
        assertThat(browser.offers("Retire")).isFalse();
        assertThat(browser.offers("Change")).isFalse();
        browser.open("/audit.xhtml?subject=device/" + device.id()).see("device.retire");
    }

    @Test
    void whatIsSetForAGroupReachesItsDevices() {
        stage.api("POST", "groups", "{\"name\":\"line-3\",\"description\":\"Third line\"}");
        browser.open("/groups.xhtml").press("line-3").see("No device of this group has said what can be configured.");
        stage.api("PATCH", "devices/" + stage.realDevice(), "{\"group\":\"line-3\"}");
        // What another test set for the device itself would go before.
        stage.api("PUT", "devices/" + stage.realDevice() + "/configuration", "{\"values\":{}}");
        browser.open("/group.xhtml?name=line-3");
        browser.all("details.panel").stream().filter(part -> part.getText().contains("org.tinylcm.quarantine")).findFirst()
                .orElseThrow().findElement(By.tagName("summary")).click();
        var field = browser.one("[data-pid='org.tinylcm.quarantine'][name='max.samples']");
        field.sendKeys("nothing");
        browser.press("Set");
        browser.until("the reason", () -> browser.one("#configuration [role=alert]").getText().contains("max.samples"));
        field.clear();
        field.sendKeys("400");
        browser.press("Set").see("Version 1, set by");
        browser.open("/device.xhtml?id=" + stage.realDevice() + "&tab=configuration");
        browser.until("the device has applied it", () -> browser.texts("#configuration-state tbody tr").stream()
                .anyMatch(row -> row.contains("its group") && row.contains("400") && row.contains("applied")));
        stage.api("PUT", "groups/line-3/configuration", "{\"values\":{}}");
        browser.until("nothing is wanted any more", () -> browser.texts("#configuration-state tbody tr").stream()
                .noneMatch(row -> row.contains("its group")));
    }

    @Test
    void aPersonWithAHigherRoleSeesMore() {
        var login = stage.person("viewer");
        try (var other = new Browser().signIn(login)) {
            other.open("/audit.xhtml").see("this page needs the role operator");
            browser.open("/users.xhtml");
            browser.surely(() -> new Select(browser.field("Role of " + login)).selectByVisibleText("operator"));
            browser.surely(() -> browser.all("#users tbody tr").stream().filter(row -> row.getText().contains(login))
                    .findFirst().orElseThrow().findElement(By.xpath(".//button[normalize-space(.)='Save']")).click());
            browser.see("Done.");
            // Who got another role signs in anew.
            other.open("/");
            assertThat(other.path()).startsWith("/login");
            other.signIn(login).open("/audit.xhtml").see("user.change");
        }
    }

    @Test
    void theGalleryIsOfOneDeviceOneClassAndSomeDays() {
        Stage.await("pictures", () -> stage.items("prediction-images?limit=10").size() >= 4);
        browser.open("/images.xhtml");
        browser.until("pictures are shown", () -> (Boolean) browser.script("const i = document.querySelector('.gallery img');"
                + "return Boolean(i && i.complete && i.naturalWidth > 0)"));
        var label = browser.texts(".gallery strong").get(0);
        browser.choose("Label", label).press("Filter");
        browser.until("only these", () -> browser.path().equals("/images.xhtml?label=" + label));
        assertThat(browser.texts(".gallery strong")).isNotEmpty().containsOnly(label);
        browser.open("/images.xhtml?to=2020-01-01").see("No pictures yet.");
        browser.open("/images.xhtml?device=sim-2").see("No pictures yet.");
        browser.open("/images.xhtml");
        browser.one("#f-device").sendKeys("sim-2");
        browser.until("devices of that name", () -> browser.texts("#f-device-suggestions option").contains("sim-2"));
    }

    @Test
    void theMapLeadsToTheDevicesOfAPlace() {
        var device = stage.register("sim-far");
        stage.api("PATCH", "devices/" + device.id(), "{\"location\":{\"latitude\":-41.3,\"longitude\":174.8}}");
        browser.open("/map.xhtml").press("Whole world");
        browser.surely(() -> browser.one("#spots a[aria-label='1 devices near -41.5 174.5']").click());
        browser.until("its devices", () -> browser.path().equals("/devices.xhtml?cell=-42,174"));
        assertThat(browser.texts("#list-of-devices tbody .mono")).containsExactly(device.id());
        browser.open("/map.xhtml");
        var before = browser.all("#spots > *").size();
        browser.one("#spots [role=button]").sendKeys(org.openqa.selenium.Keys.ENTER);
        browser.until("it is taken apart", () -> browser.all("#spots > *").size() != before
                || browser.one("#map").getDomAttribute("viewBox").split(" ")[2].startsWith("120"));
        browser.shot("map-nearer");
    }
}
