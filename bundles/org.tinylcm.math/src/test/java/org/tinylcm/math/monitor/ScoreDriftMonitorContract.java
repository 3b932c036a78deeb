package org.tinylcm.math.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;

/** What every monitor of one number a frame must do. The test of such a monitor extends this. */
public abstract class ScoreDriftMonitorContract {
    protected final Random random = new Random(1);

    /**
     * The monitor under test.
     *
     * @param known the scores of known frames that are in the pack; null if the pack has none
     * @param changed the settings that differ from the defaults
     */
    protected abstract ScoreDriftMonitor monitor(float[] known, Map<String, Object> changed);

    /** The next frame of a stream without drift. */
    protected abstract Observation good();

    /** The next frame of a stream with drift. */
    protected abstract Observation bad();

    /** What the monitor is to read from a frame. */
    protected abstract double score(Observation observation);

    protected abstract String id();

    protected abstract String metric();

    /** Settings that only this monitor has, each with a value that it must refuse. */
    protected List<Map<String, Object>> furtherWrongSettings() {
        return List.of();
    }

    protected final ModelPack pack(float[] known) {
        return MonitorFixtures.pack(MonitorFixtures.nothing(), new Calibration(
                known == null ? Map.of() : Map.of(metric(), known), 1000, Map.of()));
    }

    protected final float[] known() {
        var known = new float[300];
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) score(good());
        }
        return known;
    }

    @Test
    void judgesFromTheFirstFrameWithAPackAndFindsOnsetAndRecovery() {
        var monitor = monitor(known(), Map.of());
        assertThat(monitor.id()).isEqualTo(id());
        for (int i = 0; i < 500; i++) {
            assertThat(monitor.observe(good())).isNotIn(Verdict.WARMING_UP, Verdict.DRIFT);
        }
        int frames = 1;
        while (monitor.observe(bad()) != Verdict.DRIFT) {
            frames++;
        }
        assertThat(frames).isLessThanOrEqualTo(10);
        for (int i = 0; i < 300; i++) {
            assertThat(monitor.observe(bad())).isEqualTo(Verdict.DRIFT);
        }
        assertThat(monitor.reading().statistic()).isGreaterThan(monitor.reading().threshold());
        for (int i = 0; i < 100; i++) {
            monitor.observe(good());
        }
        var reading = monitor.reading();
        assertThat(reading.verdict()).isIn(Verdict.STABLE, Verdict.WARNING);
        assertThat(reading.onsets()).isEqualTo(1);
        assertThat(reading.metric()).isEqualTo(metric());
        assertThat(reading.frames()).isEqualTo(900 + frames);
    }

    @Test
    void learnsFromTheStreamWithoutAPackAndAfterRebase() {
        var monitor = monitor(null, Map.of("warmup_frames", 60));
        for (int i = 1; i < 60; i++) {
            assertThat(monitor.observe(good())).isEqualTo(Verdict.WARMING_UP);
        }
        assertThat(monitor.observe(good())).isEqualTo(Verdict.STABLE);
        monitor.rebase();
        assertThat(monitor.reading().verdict()).isEqualTo(Verdict.WARMING_UP);
    }

    @Test
    void stateResumesBitForBitAndIsRefusedByAnotherMethod() {
        var known = known();
        for (var method : new String[] {"page-hinkley", "ewma", "adwin", "kswin"}) {
            var one = monitor(known, Map.of("method", method));
            for (int i = 0; i < 50; i++) {
                one.observe(good());
            }
            var other = monitor(known, Map.of("method", method));
            assertThat(other.stateName()).isEqualTo("monitor." + id());
            other.restoreState(one.saveState());
            for (int i = 0; i < 50; i++) {
                var next = bad();
                assertThat(other.observe(next)).isEqualTo(one.observe(next));
                assertThat(other.reading()).isEqualTo(one.reading());
            }
            var another = monitor(known, Map.of("method", method.equals("ewma") ? "adwin" : "ewma"));
            assertThatThrownBy(() -> another.restoreState(one.saveState()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesSettingsOutsideTheirRange() {
        var all = new ArrayList<Map<String, Object>>(List.of(Map.of("arl", 5.0), Map.of("method", "magic"),
                Map.of("id", " "), Map.of("warmup_frames", 3), Map.of("exit_factor", 1.5)));
        all.addAll(furtherWrongSettings());
        for (var wrong : all) {
            assertThatThrownBy(() -> monitor(null, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
