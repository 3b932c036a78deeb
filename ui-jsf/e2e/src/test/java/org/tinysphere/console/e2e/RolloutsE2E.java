package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Json;
import org.tinysphere.simulator.SampleReleases;
import org.tinysphere.simulator.SimulatedUpdates;
import org.tinysphere.simulator.SimulatedUpdates.End;

/** From a file on the operator's disk to a fleet that runs it, or that went back. */
class RolloutsE2E {
    private static final SampleReleases KEYS = new SampleReleases();
    private static final Stage STAGE = Stage.running();
    private static Browser browser;
    private static int groups;
    @TempDir
    Path folder;

    @BeforeAll
    static void signIn() {
        browser = new Browser().signIn(STAGE.person("admin"));
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private void upload(String label, Path file, String button) {
        browser.surely(() -> browser.field(label).sendKeys(file.toString()));
        browser.press(button);
    }

    /** Uploads a bundle and a release of it through the pages, and stays on the release's page. */
    private void release(String name, String version) throws IOException {
        if (STAGE.items("key-rings").isEmpty()) {
            browser.open("/releases.xhtml").see("No key ring yet");
            upload("Key ring (update-keys.json)", file("update-keys.json", Json.write(KEYS.ring()).getBytes()),
                    "Add the key ring");
            browser.until("the ring", () -> browser.one("#rings").getText().contains("root"));
        }
        var jar = SampleReleases.bundle(name, version, "");
        browser.open("/artifacts.xhtml");
        upload("File (.jar or .tlcm)", file(name + ".jar", jar), "Upload");
        browser.until("the bundle's page", () -> browser.heading().equals(name));
        assertThat(browser.text()).contains("Apache-2.0", "org.example:inner", "3.1");
        browser.shot("artifact").acceptable("artifact");
        var signed = KEYS.sign(KEYS.release(List.of(SampleReleases.document(name, version, jar))));
        browser.open("/releases.xhtml");
        upload("File (.tlcu, or release.json if its files are here)", file("release.json", Json.write(signed).getBytes()),
                "Upload");
        browser.until("the release's page", () -> browser.heading().startsWith("r-"));
        assertThat(browser.text()).contains(name, version);
        browser.shot("release").acceptable("release");
    }

    private void begin(String group, String waves) {
        browser.press("Roll out…");
        browser.fill("Name", "to " + group).choose("Group", group).fill("Waves", waves)
                .fill("Observed before the next wave (seconds)", "0");
        browser.press("Show what would happen");
        browser.until("the plan", () -> browser.one("#plan-lines").getText().contains("Wave 1: 2 devices"));
        browser.shot("rollout-plan");
        browser.press("Begin");
        browser.until("the rollout's page", () -> browser.heading().equals("to " + group));
    }

    /** A test that runs a second time finds nothing of the first. */
    private static String fresh(String name) {
        return name + '-' + ++groups;
    }

    private static int round(List<SimulatedUpdates> devices, int failEvery) throws IOException {
        return round(devices, failEvery, devices.size());
    }

    /**
     * The devices ask one after the other; those that are given something take it, and every {@code failEvery}th of them
     * goes back.
     *
     * @param most after so many no other one asks: the next wave begins as soon as the last one of a wave is through
     */
    private static int round(List<SimulatedUpdates> devices, int failEvery, int most) throws IOException {
        var taken = 0;
        for (var device : devices) {
            if (taken == most) {
                break;
            }
            var end = failEvery > 0 && taken % failEvery == failEvery - 1 ? End.GONE_BACK : End.TAKEN;
            if (device.take(end, end == End.TAKEN ? null : "accuracy fell from 0.98 to 0.71")) {
                taken++;
            }
        }
        return taken;
    }

    private static boolean says(String region, String text) {
        return browser.one("#" + region).getText().contains(text);
    }

    @Test
    void aReleaseGoesThroughItsWavesBeforeTheOperatorsEyesAndBackAgain() throws IOException {
        var group = fresh("wave");
        var devices = STAGE.updatable(group, 6);
        release("org.example." + group, "1.0.0");
        begin(group, "2, 50%, 100%");

        assertThat(round(devices, 0, 2)).isEqualTo(2);
        browser.until("the first wave is done", () -> says("rollout-waves", "confirmed: 2"));
        browser.press("Pause");
        browser.until("it is paused", () -> says("rollout-actions", "paused"));
        assertThat(round(devices, 0)).as("nobody hears of it").isZero();
        browser.press("Resume");
        browser.until("it goes on", () -> says("rollout-actions", "running"));
        while (round(devices, 0) > 0) {
            continue;
        }
        browser.until("it is finished", () -> says("rollout-actions", "finished"));
        browser.until("each device has said what it runs", () -> says("rollout-devices", "r-")
                && !says("rollout-devices", "as installed"));
        browser.shot("rollout").acceptable("rollout");

        browser.press("Roll back all…");
        browser.fill("Reason", "only a test").press("Roll back all");
        browser.until("it is in the history", () -> says("rollout-history", "6 devices"));
        browser.open("/device.xhtml?id=" + devices.get(0).id() + "&tab=software");
        browser.see("confirmed");
        browser.shot("device-updates").acceptable("device-updates");
    }

    @Test
    void whatFailsStopsTheRolloutAndThePageSaysWhy() throws IOException {
        var group = fresh("bad");
        var devices = STAGE.updatable(group, 10);
        release("org.example." + group, "1.0.0");
        begin(group, "2, 100%");
        round(devices, 2);

        browser.until("it stops", () -> says("rollout-actions", "stopped"));
        browser.choose("Outcome", "failed");
        browser.until("the one that failed", () -> browser.all("#rollout-devices tbody tr").size() == 1);
        assertThat(browser.texts("#rollout-devices tbody tr")).singleElement().asString()
                .contains("accuracy fell from 0.98 to 0.71");
        browser.shot("rollout-stopped").acceptable("rollout-stopped");
        assertThat(round(devices, 0)).as("nobody else gets it").isZero();
        browser.open("/").see("Rollout stopped");
    }

    @Test
    void aFileThatIsNoneOfThemIsRefusedWithAReason() throws IOException {
        browser.open("/artifacts.xhtml");
        upload("File (.jar or .tlcm)", file("broken.jar", "no archive".getBytes()), "Upload");
        browser.until("the reason", () -> browser.all("[role=alert]").stream().anyMatch(e -> !e.getText().isBlank()));
        assertThat(browser.path()).isEqualTo("/artifacts.xhtml");
        browser.open("/releases.xhtml");
        upload("File (.tlcu, or release.json if its files are here)", file("release.json", "{}".getBytes()), "Upload");
        browser.until("the reason", () -> browser.all("[role=alert]").stream().anyMatch(e -> !e.getText().isBlank()));
        assertThat(browser.complaints()).as("what was refused, and nothing else").hasSize(2)
                .allMatch(line -> line.contains("status of 4"));
    }
}
