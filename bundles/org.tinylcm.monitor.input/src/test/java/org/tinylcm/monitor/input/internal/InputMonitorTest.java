package org.tinylcm.monitor.input.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinylcm.math.monitor.MonitorFixtures.DIMENSION;
import static org.tinylcm.math.monitor.MonitorFixtures.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.math.monitor.ScoreDriftMonitorContract;

class InputMonitorTest extends ScoreDriftMonitorContract {
    @Override
    protected InputMonitor monitor(float[] known, Map<String, Object> changed) {
        var all = new HashMap<String, Object>(Map.of("statistic", "contrast"));
        all.putAll(changed);
        return new InputMonitor(config(InputMonitor.Config.class, all), pack(known));
    }

    private static Observation observation(double value) {
        return new Observation().of(0, new float[DIMENSION], new Classification(5), null,
                new float[] {0, (float) value, 0});
    }

    @Override
    protected Observation good() {
        return observation(30 + 3 * random.nextGaussian());
    }

    @Override
    protected Observation bad() {
        return observation(36 + 3 * random.nextGaussian());
    }

    @Override
    protected double score(Observation observation) {
        return observation.inputStatistics()[InputStatistic.CONTRAST.ordinal()];
    }

    @Override
    protected String id() {
        return "input";
    }

    @Override
    protected String metric() {
        return InputStatistic.CONTRAST.score();
    }

    @Override
    protected List<Map<String, Object>> furtherWrongSettings() {
        return List.of(Map.of("statistic", "colour"));
    }

    @Test
    void aFallCountsLikeARise() {
        var monitor = monitor(known(), Map.of());
        int frames = 1;
        while (monitor.observe(observation(24 + 3 * random.nextGaussian())) != Verdict.DRIFT) {
            frames++;
        }
        assertThat(frames).isLessThanOrEqualTo(10);
    }

    @Test
    void watchesTheStatisticThatIsAskedFor() {
        for (var statistic : InputStatistic.values()) {
            var monitor = monitor(null, Map.of("statistic", statistic.name().toLowerCase(Locale.ROOT)));
            monitor.observe(new Observation().of(0, new float[DIMENSION], new Classification(5), null,
                    new float[] {10, 11, 12}));
            assertThat(monitor.reading().metric()).isEqualTo(statistic.score());
            assertThat(monitor.reading().current()).isEqualTo(10 + statistic.ordinal());
        }
    }

    @Test
    void framesThatAreNoPicturesChangeNothing() {
        var monitor = monitor(known(), Map.of());
        for (int i = 0; i < 1000; i++) {
            assertThat(monitor.observe(new Observation().of(i, new float[DIMENSION], new Classification(5), null)))
                    .isEqualTo(Verdict.STABLE);
        }
        assertThat(monitor.reading().statistic()).isZero();
    }
}
