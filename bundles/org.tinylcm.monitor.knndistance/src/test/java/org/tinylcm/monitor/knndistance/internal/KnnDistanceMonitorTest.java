package org.tinylcm.monitor.knndistance.internal;

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

class KnnDistanceMonitorTest extends ScoreDriftMonitorContract {
    @Override
    protected KnnDistanceMonitor monitor(float[] known, Map<String, Object> changed) {
        return new KnnDistanceMonitor(config(KnnDistanceMonitor.Config.class, changed), pack(known));
    }

    private static Observation observation(double value) {
        var classification = new Classification(5);
        for (int i = 0; i < 5; i++) {
            classification.addNeighbour("lego", (float) value, i);
        }
        classification.decide("lego", 1, value, 1);
        return new Observation().of(0, new float[DIMENSION], classification, null);
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
        return observation.classification().novelty();
    }

    @Override
    protected String id() {
        return "knn-distance";
    }

    @Override
    protected String metric() {
        return Calibration.KNN_DISTANCE;
    }

    /** The original skipped every frame of a known class with high confidence: 20 to 54 % of a new class. */
    @Test
    void confidentFramesCountToo() {
        var monitor = monitor(known(), Map.of());
        int frames = 0;
        while (monitor.observe(bad()) != Verdict.DRIFT) {
            frames++;
        }
        assertThat(bad().classification().confidence()).isEqualTo(1);
        assertThat(frames).isLessThan(10);
    }
}
