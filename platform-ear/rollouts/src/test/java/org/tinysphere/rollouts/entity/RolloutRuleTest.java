package org.tinysphere.rollouts.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinysphere.rollouts.entity.RolloutRule.Step;
import org.tinysphere.rollouts.entity.RolloutRule.Tally;
import org.tinysphere.rollouts.entity.Waves.Wave;

class RolloutRuleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final RolloutRule rule = new RolloutRule(90, 10, null, 60);

    private Step decide(Tally wave, boolean last, Instant reached) {
        return rule.decide(wave, wave, last, reached, NOW).step();
    }

    @Test
    void waitsForSuccessAndThenForTheTimeOfObservation() {
        assertThat(decide(new Tally(10, 8, 0, 2), false, null)).isEqualTo(Step.WAIT);
        assertThat(decide(new Tally(10, 9, 0, 1), false, null)).isEqualTo(Step.REACHED);
        assertThat(decide(new Tally(10, 9, 0, 1), false, NOW.minusSeconds(59))).isEqualTo(Step.WAIT);
        assertThat(decide(new Tally(10, 9, 0, 1), false, NOW.minusSeconds(60))).isEqualTo(Step.NEXT);
    }

    @Test
    void finishesWhenTheLastDeviceHasEnded() {
        assertThat(decide(new Tally(10, 9, 0, 1), true, NOW.minusSeconds(60))).isEqualTo(Step.WAIT);
        assertThat(decide(new Tally(10, 10, 0, 0), true, NOW.minusSeconds(60))).isEqualTo(Step.FINISH);
    }

    @Test
    void stopsAtTheThresholdAlsoWhileItIsObserved() {
        assertThat(decide(new Tally(20, 5, 1, 14), false, null)).isEqualTo(Step.WAIT);
        assertThat(decide(new Tally(20, 5, 2, 13), false, null)).isEqualTo(Step.STOP);
        assertThat(decide(new Tally(20, 18, 2, 0), false, NOW.minusSeconds(600))).isEqualTo(Step.STOP);
        assertThat(new RolloutRule(1, 100, 3, 0).decide(new Tally(100, 90, 1, 9), new Tally(200, 190, 3, 7), false, NOW,
                NOW).step()).isEqualTo(Step.STOP);
    }

    @Test
    void stopsWhenSuccessCannotComeAnyMore() {
        assertThat(new RolloutRule(100, 100, null, 0).decide(new Tally(10, 9, 1, 0), new Tally(10, 9, 1, 0), false, null,
                NOW)).extracting(RolloutRule.Decision::step, RolloutRule.Decision::reason)
                .containsExactly(Step.STOP, "only 9 of 10 devices of the wave have taken it; wanted were 100 %");
    }

    @Test
    void aWaveWithoutDevicesIsPassedOver() {
        assertThat(decide(new Tally(0, 0, 0, 0), false, null)).isEqualTo(Step.NEXT);
        assertThat(decide(new Tally(0, 0, 0, 0), true, null)).isEqualTo(Step.FINISH);
    }

    @Test
    void everyDeviceIsInOneWaveAndTheSizesAreThoseWanted() {
        var random = new Random(7);
        for (int run = 0; run < 200; run++) {
            var places = random.longs(random.nextInt(1, 300), 0, Long.MAX_VALUE).distinct().sorted().boxed().toList();
            var borders = Waves.borders(places, List.of(new Wave(null, 3), new Wave(10, null), new Wave(50, null),
                    new Wave(100, null)));
            var sizes = new int[4];
            places.forEach(place -> sizes[Waves.of(place, borders)]++);

            assertThat(sizes[0]).isEqualTo(Math.min(3, places.size()));
            assertThat(sizes[0] + sizes[1]).isEqualTo(Math.max(sizes[0], (places.size() + 9) / 10));
            assertThat(sizes[0] + sizes[1] + sizes[2]).isEqualTo(Math.max(sizes[0] + sizes[1], (places.size() + 1) / 2));
            assertThat(Waves.of(random.nextLong(Long.MAX_VALUE), borders)).isBetween(0, 3);
        }
    }

    @Test
    void aPlaceIsTheSameForEver() {
        assertThat(Waves.place(1, "d-a")).isEqualTo(Waves.place(1, "d-a")).isNotEqualTo(Waves.place(2, "d-a"))
                .isNotNegative();
    }

    @Test
    void endedRolloutsBecomeNothingElse() {
        for (var from : RolloutState.values()) {
            for (var to : RolloutState.values()) {
                assertThat(from.mayBecome(to)).as("%s to %s", from, to).isEqualTo(
                        from == RolloutState.RUNNING && to != RolloutState.RUNNING
                        || from == RolloutState.PAUSED && (to == RolloutState.RUNNING || to == RolloutState.ABORTED));
            }
        }
    }
}
