package org.tinysphere.console.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The work of a labeller. */
class LabellingE2E {
    private static final int EVENTS = 50;
    private final Stage stage = Stage.running();
    private String login;
    private Browser browser;

    @BeforeEach
    void signIn() {
        login = stage.person("labeller");
        browser = new Browser().signIn(login);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void fiftyEventsByKeyboardTakeLessThanAMinuteWithEveryPictureShown() {
        stage.drift(EVENTS);
        // Somebody has named a thing before: simulated devices have no model whose classes could be offered.
        browser.open("/label.xhtml");
        browser.until("a picture", this::pictureShown);
        name("lamp");
        var begin = System.nanoTime();
        for (var i = 1; i < EVENTS; i++) {
            var subject = browser.one("#about").getText();
            browser.until("a picture", this::pictureShown);
            browser.until("labels to choose from", () -> !browser.all("#choices button").isEmpty() || offer());
            browser.keys("1");
            browser.until("the next event", () -> !browser.one("#about").getText().equals(subject));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
        Stage.await("all verdicts", () -> browser.one("#progress").getText().startsWith(EVENTS + " done"));
        Stage.await("the platform has them", () -> stage.items("drift-events?state=validated&limit=500").size() >= EVENTS);
        browser.shot("labelling");
    }

    /** Before anybody has named anything there is nothing to choose: the next portion has it. */
    private boolean offer() {
        name("lamp");
        return false;
    }

    private void name(String label) {
        browser.fill("Another label (Enter saves)", label);
        browser.field("Another label (Enter saves)").sendKeys(Keys.ENTER);
    }

    private boolean pictureShown() {
        return (Boolean) browser.script("const i = document.querySelector('#picture img'); "
                + "return Boolean(i && i.complete && i.naturalWidth > 0)");
    }

    @Test
    void whatWasDoneByMistakeIsTakenBackWithOneKey() {
        stage.drift(2);
        browser.open("/label.xhtml");
        browser.until("a picture", this::pictureShown);
        var first = browser.one("#about").getText();
        browser.keys("f");
        browser.until("the next event", () -> !browser.one("#about").getText().equals(first));
        browser.see("1 done");
        browser.keys("u");
        browser.until("the first one again", () -> browser.one("#about").getText().equals(first));
        var event = first.replaceAll(".*Event (\\d+)\\.", "$1");
        assertThat(stage.get("drift-events/" + event).getAsJsonObject("review").getAsJsonArray("validations")).isEmpty();
        browser.keys("o");
        Stage.await("a second opinion is asked for", () -> stage.get("drift-events/" + event).getAsJsonObject("event")
                .getAsJsonObject("event").get("state").getAsString().equals("needs_second_opinion"));
    }

    @Test
    void anEventIsJudgedOnItsPageAndTheDeviceIsTold() {
        stage.drift(1);
        var event = stage.items("drift-events?state=new&limit=1").get(0).get("id").getAsString();
        browser.open("/event.xhtml?id=" + event);
        browser.choose("Verdict", "True drift").fill("What it shows", "kettle").press("Save verdict");
        browser.see("the device is told: kettle");
        browser.see(login);
        browser.until("the device has applied it", () -> browser.one("#timeline").getText().contains("applied"));
        browser.shot("event-judged");
        browser.open("/feedback.xhtml").see("kettle");
    }

    @Test
    void theFeaturesOfARealFrameAreShownAmongThePrototypesOfItsDevice() {
        var event = stage.items("drift-events?limit=100&device=" + stage.realDevice()).stream()
                .filter(one -> one.get("features").getAsBoolean()).findFirst().orElseThrow().get("id").getAsString();
        browser.open("/event.xhtml?id=" + event);
        browser.until("the plane", () -> !browser.all(".plot .here").isEmpty());
        assertThat(browser.all(".plot .prototype")).hasSizeGreaterThan(20);
    }

    @Test
    void manyEventsAreJudgedTogether() {
        stage.drift(3);
        browser.open("/drift.xhtml?state=new");
        // With one box ticked the list is left alone.
        browser.surely(() -> browser.all("#list-of-events tbody input[type=checkbox]").get(0).click());
        browser.surely(() -> browser.all("#list-of-events tbody input[type=checkbox]").get(1).click());
        browser.press("Judge selected").choose("Verdict", "False alarm").press("Save verdict");
        browser.see("Done.");
        Stage.await("both are judged", () -> stage.items("drift-events?state=rejected&limit=500").size() >= 2);
    }

    @Test
    void whatLooksAlikeGetsTheSameVerdictWithOneButton() {
        // Monitors of the real device that see the same frames: their events look alike.
        browser.open("/label.xhtml");
        browser.until("events", () -> browser.one("#about").getText().contains("Event"));
        for (var i = 0; i < 100 && !browser.one("#cluster").isDisplayed(); i++) {
            var subject = browser.one("#about").getText();
            browser.keys("f");
            browser.until("the next event", () -> !browser.one("#about").getText().equals(subject));
        }
        var alike = Integer.parseInt(browser.one("#cluster").getText().replaceAll(".* for (\\d+) .*", "$1"));
        browser.click("#cluster").see(alike + " labelled.");
        browser.until("nothing left that looks alike", () -> !browser.one("#cluster").isDisplayed());
    }

    @Test
    void whoIsThroughSeesWhatComesThen() {
        browser.open("/label.xhtml");
        browser.until("the queue", () -> !browser.one("#subject").getText().equals("Loading"));
        for (var i = 0; i < 500 && !browser.one("#subject").getText().equals("Everything is labelled."); i++) {
            browser.keys(" ");
        }
        assertThat(browser.one("#subject").getText()).isEqualTo("Everything is labelled.");
        stage.drift(1);
        browser.until("the new event", () -> browser.one("#about").getText().contains("Event"));
    }
}
