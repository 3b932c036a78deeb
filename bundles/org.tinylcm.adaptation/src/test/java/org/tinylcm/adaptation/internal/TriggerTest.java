package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tinylcm.drift.DriftEvent.Kind;

class TriggerTest {
    /** Five pending samples, ten frames between cycles, a cycle each 100 ns. */
    private static final Settings SETTINGS = new Settings(true, 5, 10, Duration.ofNanos(100), 1, 0, 1, 1, 1);

    @Test
    void eachHarmDoublesTheWait() {
        var trigger = new Trigger(Settings.DEFAULT, 30, 0);
        trigger.drift(World.drift(Kind.ONSET));
        assertThat(trigger.due(1)).contains("drift");
        trigger.ran(30, true, 1);
        assertThat(framesUntilDue(trigger)).isEqualTo(50);
        trigger.ran(30, true, 1);
        assertThat(framesUntilDue(trigger)).isEqualTo(100);
        trigger.confirmed();
        trigger.ran(30, false, 1);
        assertThat(framesUntilDue(trigger)).isEqualTo(25);
        trigger.drift(World.drift(Kind.RECOVERY));
        trigger.ran(30, false, 1);
        assertThat(framesUntilDue(trigger)).isEqualTo(1000);
    }

    @Test
    void theWaitIsNeverLongerThan64Times() {
        var trigger = new Trigger(SETTINGS, 5, 0);
        trigger.drift(World.drift(Kind.ONSET));
        for (int i = 0; i < 20; i++) {
            trigger.harmed();
        }
        trigger.ran(5, false, 0);
        assertThat(framesUntilDue(trigger)).isEqualTo(640);
    }

    @Test
    void aDriftWaitsForJustSoManySamples() {
        var trigger = new Trigger(SETTINGS, 0, 0);
        trigger.drift(World.drift(Kind.ONSET));
        for (int i = 0; i < 4; i++) {
            trigger.frame(true);
            assertThat(trigger.due(0)).isEmpty();
        }
        trigger.frame(true);
        assertThat(trigger.due(0)).contains("drift");
    }

    @Test
    void theScheduleComesWhenItsPeriodIsOverAndSomethingIsNew() {
        var trigger = new Trigger(SETTINGS, 1, 1000);
        assertThat(trigger.due(1099)).isEmpty();
        assertThat(trigger.due(1100)).contains("schedule");
        trigger.ran(1, false, 1100);
        for (int i = 0; i < 20; i++) {
            trigger.frame(false);
        }
        assertThat(trigger.due(5000)).as("nothing new").isEmpty();
        trigger.frame(true);
        assertThat(trigger.due(1199)).isEmpty();
        assertThat(trigger.due(1200)).contains("schedule");
    }

    @Test
    void withoutAPeriodThereIsNoSchedule() {
        var trigger = new Trigger(new Settings(true, 5, 10, Duration.ZERO, 1, 0, 1, 1, 1), 3, 0);
        assertThat(trigger.due(Long.MAX_VALUE)).isEmpty();
    }

    private static int framesUntilDue(Trigger trigger) {
        int frames = 0;
        while (trigger.due(1).isEmpty() && frames < 1000) {
            trigger.frame(true);
            frames++;
        }
        return frames;
    }
}
