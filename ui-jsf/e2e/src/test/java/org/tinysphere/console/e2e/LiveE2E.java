package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Open pages follow what happens. */
class LiveE2E {
    private final Stage stage = Stage.running();
    private Browser browser;

    @BeforeEach
    void signIn() {
        browser = new Browser().signIn(stage.person("operator"));
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void whatHappensElsewhereIsOnThePageSoon() {
        stage.drift(1);
        var event = stage.items("drift-events?state=new&limit=1").get(0).get("id").getAsString();
        browser.open("/event.xhtml?id=" + event);
        connected();
        var begin = System.nanoTime();
        stage.api("POST", "drift-events/" + event + "/validations", "{\"verdict\":\"true_drift\",\"label\":\"bell\"}");
        browser.until("the verdict of somebody else", () -> browser.one("#timeline").getText().contains("bell"));
        // A loose bound: how long it takes is measured where nothing else runs.
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aLostConnectionIsShownAndHeals() {
        browser.open("/drift.xhtml");
        connected();
        browser.network(false);
        browser.script("document.dispatchEvent(new Event('visibilitychange'))");
        browser.until("that the connection is lost", () -> browser.one("#lost").isDisplayed() || cut());
        browser.shot("connection-lost");
        browser.network(true);
        browser.until("that it is back", () -> !browser.one("#lost").isDisplayed());
    }

    /** Open streams survive what the driver calls offline; a refresh does not. */
    private boolean cut() {
        browser.script("tiny.refresh().catch(() => document.getElementById('lost').hidden = false)");
        return browser.one("#lost").isDisplayed();
    }

    private void connected() {
        browser.until("the page is connected", () -> "on".equals(browser.script(
                "return document.documentElement.dataset.live")));
    }
}
