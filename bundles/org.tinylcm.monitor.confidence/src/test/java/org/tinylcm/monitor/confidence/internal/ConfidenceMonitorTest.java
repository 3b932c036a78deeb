package org.tinylcm.monitor.confidence.internal;

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

class ConfidenceMonitorTest extends ScoreDriftMonitorContract {
    @Override
    protected ConfidenceMonitor monitor(float[] known, Map<String, Object> changed) {
        return new ConfidenceMonitor(config(ConfidenceMonitor.Config.class, changed), pack(known));
    }

    private static Observation observation(double value) {
        var classification = new Classification(5);
        for (int i = 0; i < 5; i++) {
            classification.addNeighbour("lego", (float) value, i);
        }
        classification.decide("lego", value, 1, 1);
        return new Observation().of(0, new float[DIMENSION], classification, null);
    }

    @Override
    protected Observation good() {
        return observation(Math.min(1, 0.9 + 0.05 * random.nextGaussian()));
    }

    @Override
    protected Observation bad() {
        return observation(0.75 + 0.05 * random.nextGaussian());
    }

    @Override
    protected double score(Observation observation) {
        return observation.classification().confidence();
    }

    @Override
    protected String id() {
        return "confidence";
    }

    @Override
    protected String metric() {
        return Calibration.CONFIDENCE;
    }

    /** Falling confidence is drift; rising confidence is not. */
    @Test
    void moreConfidenceThanEverIsNoDrift() {
        var monitor = monitor(known(), Map.of());
        for (int i = 0; i < 500; i++) {
            assertThat(monitor.observe(observation(1))).isEqualTo(Verdict.STABLE);
        }
    }

    /** The original raised drift at frame 34 of a constant confidence. */
    @Test
    void constantConfidenceNeverAlarms() {
        for (var method : new String[] {"page-hinkley", "ewma", "adwin", "kswin"}) {
            var monitor = monitor(null, Map.of("method", method));
            for (int i = 0; i < 2000; i++) {
                assertThat(monitor.observe(observation(0.9))).isNotEqualTo(Verdict.DRIFT);
            }
        }
    }
}
