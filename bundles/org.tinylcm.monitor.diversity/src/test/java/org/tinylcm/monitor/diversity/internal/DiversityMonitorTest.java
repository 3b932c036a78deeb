package org.tinylcm.monitor.diversity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinylcm.math.monitor.MonitorFixtures.DIMENSION;
import static org.tinylcm.math.monitor.MonitorFixtures.config;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.math.monitor.ScoreDriftMonitorContract;
import org.tinylcm.model.Calibration;

class DiversityMonitorTest extends ScoreDriftMonitorContract {
    @Override
    protected DiversityMonitor monitor(float[] known, Map<String, Object> changed) {
        return new DiversityMonitor(config(DiversityMonitor.Config.class, changed), pack(known));
    }

    private static Observation observation(double strangers) {
        var classification = new Classification(5);
        for (int i = 0; i < 5; i++) {
            classification.addNeighbour(i < strangers ? "other" + i : "lego", i, i);
        }
        classification.decide("lego", 1, 1, 1);
        return new Observation().of(0, new float[DIMENSION], classification, null);
    }

    @Override
    protected Observation good() {
        return observation(random.nextInt(10) < 8 ? 0 : 1);
    }

    @Override
    protected Observation bad() {
        return observation(random.nextInt(3) + 1);
    }

    @Override
    protected double score(Observation observation) {
        return observation.classification().count() - observation.classification().agreeing();
    }

    @Override
    protected String id() {
        return "diversity";
    }

    @Override
    protected String metric() {
        return Calibration.DIVERSITY;
    }

    @Test
    void neighboursThatAlwaysAgreedMayDisagreeOnce() {
        var monitor = monitor(new float[300], Map.of());
        for (int i = 0; i < 20; i++) {
            assertThat(monitor.observe(observation(3))).isNotEqualTo(Verdict.DRIFT);
            for (int j = 0; j < 20; j++) {
                assertThat(monitor.observe(observation(0))).isNotEqualTo(Verdict.DRIFT);
            }
        }
    }
}
