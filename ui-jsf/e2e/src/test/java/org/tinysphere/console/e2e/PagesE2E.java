package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, in both colours and languages, on a desk and on a phone. */
class PagesE2E {
    private static Browser browser;

    @BeforeAll
    static void signIn() {
        Stage.running().drift(5);
        browser = new Browser().signIn(Stage.running().person("admin"));
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    static Map<String, String> pages() {
        var stage = Stage.running();
        var device = stage.realDevice();
        var event = stage.items("drift-events?limit=100&device=" + device).stream().filter(one -> one.get("image").getAsBoolean()
                && one.get("features").getAsBoolean() && one.get("kind").getAsString().equals("onset")).findFirst().orElseThrow().get("id").getAsString();
        var pages = new LinkedHashMap<String, String>();
        pages.put("overview", "/");
        for (var page : new String[] {"devices", "map", "groups", "bulk", "drift", "label", "samples", "quality", "feedback",
                "packages", "images", "logs", "work", "dataset", "models", "rollouts", "rollout-new", "releases",
                "artifacts", "analytics", "notifications", "audit",
                "settings", "users", "keys", "enrollment", "help"}) {
            pages.put(page, "/" + page + ".xhtml");
        }
        for (var tab : new String[] {"overview", "charts", "configuration", "software", "snapshots", "drift",
                "packages", "history"}) {
            pages.put("device-" + tab, "/device.xhtml?id=" + device + "&tab=" + tab);
        }
        pages.put("group", "/group.xhtml?name=line-1");
        pages.put("event", "/event.xhtml?id=" + event);
        pages.put("device-logs", "/logs.xhtml?device=" + device);
        pages.put("help-sync", "/help.xhtml?doc=sync");
        pages.put("help-console", "/help.xhtml?doc=console");
        return pages;
    }

    @ParameterizedTest
    @CsvSource({"light, en, 1280", "dark, de, 1920", "light, en, 390"})
    void isThereWithNothingSeriousWrongAndNothingFromElsewhere(String theme, String language, int width) {
        browser.size(width, 900).cookie("theme", theme).cookie("lang", language);
        var wrong = new java.util.ArrayList<String>();
        pages().forEach((name, path) -> {
            browser.open(path);
            browser.until("the heading of " + name, () -> !browser.heading().isBlank());
            browser.shot(name + "-" + theme + "-" + width);
            try {
                browser.acceptable(name);
                assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth + 1"))
                        .as("%s fits %s pixels", name, width).isTrue();
                assertThat(browser.script("return [...document.querySelectorAll('dd, td')].filter(e => e.innerText.length > 1 "
                        + "&& e.checkVisibility() && e.clientWidth < 24).map(e => e.innerText).join()"))
                        .as("%s squeezes nothing", name).isEqualTo("");
                assertThat(browser.text()).as(name).doesNotContain("???").doesNotContain("#{");
            } catch (AssertionError e) {
                wrong.add(e.getMessage());
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void allIsSaidInGermanToWhoWantsIt() {
        browser.cookie("lang", "de").open("/device.xhtml?id=d-nobody");
        browser.see("es gibt kein Gerät 'd-nobody'");
        browser.complaints();
        browser.open("/help.xhtml?doc=console");
        browser.see("Die Seiten von TinySphere.");
        browser.shot("help-german");
    }

    @Test
    void aPageThatIsNotThereSaysSo() {
        browser.cookie("lang", "en").open("/device.xhtml?id=d-nobody");
        browser.see("there is no device 'd-nobody'");
        assertThat(browser.axe()).isEmpty();
        assertThat(browser.complaints()).as("the page itself").singleElement().asString().contains("404");
    }
}
