package org.tinysphere.rollouts.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tinysphere.fleet.control.MetricChanges.Change;
import org.tinysphere.fleet.control.MetricChanges.Part;
import org.tinysphere.rollouts.entity.HealthRule.Figures;

class HealthRuleTest {
    private static final HealthRule RULE = new HealthRule(50, 200, 3);

    private static Change mean(long pointsBefore, double before, long pointsAfter, double after) {
        return new Change(new Part(pointsBefore, before, 0, 0), new Part(pointsAfter, after, 0, 0));
    }

    private static Change rise(double before, double after) {
        return new Change(new Part(10, 0, before, 0), new Part(10, 0, after, 0));
    }

    private static Figures latency(Change latency) {
        return new Figures(latency, Change.NONE, Change.NONE, Change.NONE);
    }

    private static Figures drift(double framesBefore, double onsetsBefore, double frames, double onsets) {
        return new Figures(Change.NONE, rise(onsetsBefore, onsets), rise(framesBefore, frames), Change.NONE);
    }

    @Test
    void slowerThanAllowedIsUnwell() {
        assertThat(RULE.unwell(latency(mean(20, 100_000, 3, 151_000)))).get().asString()
                .isEqualTo("a frame takes 151.0 ms, before the update 100.0 ms");
        assertThat(RULE.unwell(latency(mean(20, 100_000, 3, 150_000)))).isEmpty();
    }

    @Test
    void aFewPointsSayNothing() {
        assertThat(RULE.unwell(latency(mean(20, 100_000, 2, 900_000)))).isEmpty();
        assertThat(RULE.unwell(latency(mean(2, 100_000, 20, 900_000)))).isEmpty();
        assertThat(RULE.unwell(latency(Change.NONE))).isEmpty();
    }

    @Test
    void driftIsComparedPerFrame() {
        assertThat(RULE.unwell(drift(10_000, 10, 1000, 4))).get().asString()
                .isEqualTo("drift began 4.00 times in 1000 frames, before the update 1.00 times");
        assertThat(RULE.unwell(drift(10_000, 10, 1000, 3))).as("three times as often is just allowed").isEmpty();
        assertThat(RULE.unwell(drift(10_000, 0, 1000, 3))).as("never before").isPresent();
        assertThat(RULE.unwell(drift(10_000, 0, 1000, 2))).as("too few to say").isEmpty();
        assertThat(RULE.unwell(drift(100, 0, 1000, 30))).as("too few frames before").isEmpty();
        assertThat(RULE.unwell(drift(10_000, 0, 100, 30))).as("too few frames since").isEmpty();
    }

    @Test
    void aDeviceThatStartsAgainAndAgainIsUnwell() {
        var uptime = new Change(new Part(9, 0, 0, 9), new Part(9, 0, 0, 3));
        assertThat(RULE.unwell(new Figures(Change.NONE, Change.NONE, Change.NONE, uptime))).get().asString()
                .isEqualTo("restarted 3 times since the update");
        var once = new Change(new Part(9, 0, 0, 9), new Part(9, 0, 0, 2));
        assertThat(RULE.unwell(new Figures(Change.NONE, Change.NONE, Change.NONE, once))).isEmpty();
    }
}
