package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tinylcm.math.drift.EpisodeGate.Phase;

class EpisodeGateTest {

    @Test
    void goesThroughAnEpisode() {
        var gate = new EpisodeGate(new EpisodeGate.Policy(0.5, 2, 3));
        assertThat(gate.phase()).isEqualTo(Phase.WARMING_UP);
        gate.ready();
        assertThat(gate.update(0.5)).isEqualTo(Phase.STABLE);
        assertThat(gate.update(0.6)).isEqualTo(Phase.WARNING);
        assertThat(gate.update(1)).isEqualTo(Phase.WARNING);
        assertThat(gate.update(1.01)).as("onset").isEqualTo(Phase.DRIFT);
        assertThat(gate.update(0.1)).as("lasts at least 3 frames").isEqualTo(Phase.DRIFT);
        assertThat(gate.update(0.6)).isEqualTo(Phase.DRIFT);
        assertThat(gate.update(0.6)).as("hysteresis").isEqualTo(Phase.DRIFT);
        assertThat(gate.update(Double.NaN)).isEqualTo(Phase.DRIFT);
        assertThat(gate.update(0.5)).as("recovery").isEqualTo(Phase.STABLE);
        assertThat(gate.update(2)).as("cooldown").isEqualTo(Phase.WARNING);
        assertThat(gate.update(2)).isEqualTo(Phase.WARNING);
        assertThat(gate.update(2)).as("onset").isEqualTo(Phase.DRIFT);
        assertThat(gate.onsets()).isEqualTo(2);
    }

    @Test
    void countsAsManyOnsetsAsEntriesIntoDriftAndResumes() {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 200; round++) {
            var policy = new EpisodeGate.Policy(random.nextDouble(), random.nextInt(10), 1 + random.nextInt(8));
            var gate = new EpisodeGate(policy);
            gate.ready();
            long onsets = 0;
            long since = 0;
            long recovered = policy.cooldownFrames();
            for (int i = 0; i < 300; i++) {
                if (i % 50 == 49) {
                    var other = new EpisodeGate(policy);
                    other.restore(gate.save());
                    gate = other;
                }
                var before = gate.phase();
                var after = gate.update(random.nextDouble() * 2);
                since++;
                recovered++;
                if (before != Phase.DRIFT && after == Phase.DRIFT) {
                    onsets++;
                    assertThat(recovered).isGreaterThan(policy.cooldownFrames());
                    since = 0;
                } else if (before == Phase.DRIFT && after != Phase.DRIFT) {
                    assertThat(since).isGreaterThanOrEqualTo(policy.leastDriftFrames());
                    recovered = 0;
                }
            }
            assertThat(gate.onsets()).isEqualTo(onsets);
        }
    }

    @Test
    void refusesForeignStateAndPolicies() {
        var gate = new EpisodeGate(EpisodeGate.Policy.DEFAULT);
        assertThatThrownBy(() -> gate.restore(new double[] {9, 0, 0, 0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gate.restore(new double[] {1, 0, -1, 0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EpisodeGate.Policy(Double.NaN, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
