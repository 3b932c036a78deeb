package org.tinylcm.monitor.feature.internal;

import java.util.Arrays;
import java.util.Map;
import org.tinylcm.math.kernel.Kernels;
import org.tinylcm.math.kernel.VectorKernel;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.SampleSet;

/** One number made of a frame's features. */
final class FeatureStatistic {
    static final String DISTANCE = "distance";
    static final String MEAN = "mean";
    static final String INDEX = "index";

    private final VectorKernel kernel = Kernels.best();
    private final String kind;
    private final int index;
    private final int warmUp;
    private final float[] known;
    /** Mean of the held-out samples, null if there is none or it is not needed. */
    private final float[] given;
    /** Mean that distances are taken from; null before the first frame if it is learned. */
    private float[] centre;
    private int gathered;

    private FeatureStatistic(String kind, int index, SampleSet holdout, int warmUp) {
        this.kind = kind;
        this.index = index;
        this.warmUp = warmUp;
        var samples = holdout.size();
        if (kind.equals(INDEX) && samples > 0 && index >= holdout.dimension()) {
            throw new IllegalArgumentException("index must be in 0.." + (holdout.dimension() - 1) + ", not " + index);
        }
        given = kind.equals(DISTANCE) && samples > 1 ? centre(holdout) : null;
        rewind();
        known = new float[centre == null && kind.equals(DISTANCE) ? 0 : samples];
        // A sample is nearer to a mean that it is part of; this makes it the distance to the mean of all the others.
        var others = kind.equals(DISTANCE) && samples > 1 ? samples / (samples - 1.0) : 1;
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) (others * of(holdout.sample(i)));
        }
    }

    /**
     * @param kind {@link #DISTANCE}, {@link #MEAN} or {@link #INDEX}
     * @throws IllegalArgumentException none of these, or there is no such feature
     */
    static FeatureStatistic of(String kind, int index, SampleSet holdout, int warmUp) {
        if (!kind.equals(DISTANCE) && !kind.equals(MEAN) && !kind.equals(INDEX)) {
            throw new IllegalArgumentException("statistic must be distance, mean or index, not '" + kind + "'");
        }
        return new FeatureStatistic(kind, index, holdout, warmUp);
    }

    private static float[] centre(SampleSet samples) {
        var sums = new double[samples.dimension()];
        for (int i = 0; i < samples.features().length; i++) {
            sums[i % sums.length] += samples.features()[i];
        }
        var centre = new float[sums.length];
        for (int i = 0; i < centre.length; i++) {
            centre[i] = (float) (sums[i] / samples.size());
        }
        return centre;
    }

    String metric() {
        return switch (kind) {
            case MEAN -> "feature-mean";
            case INDEX -> "feature-" + index;
            default -> Calibration.FEATURE_DISTANCE;
        };
    }

    /** What the statistic is for held-out samples, empty if they cannot tell. */
    float[] known() {
        return known;
    }

    /** NaN while the mean is learned, for features that are too few, and if one of them is NaN. */
    double of(float[] features) {
        return switch (kind) {
            case MEAN -> mean(features);
            case INDEX -> index < features.length ? features[index] : Double.NaN;
            default -> gathered < warmUp ? gather(features) : distance(features);
        };
    }

    private static double mean(float[] features) {
        double sum = 0;
        for (var feature : features) {
            sum += feature;
        }
        return sum / features.length;
    }

    private double distance(float[] features) {
        if (features.length < centre.length) {
            return Double.NaN;
        }
        return Math.sqrt(kernel.wideSquaredEuclidean(features, centre, centre.length));
    }

    private double gather(float[] features) {
        for (var feature : features) {
            if (!Float.isFinite(feature)) {
                return Double.NaN;
            }
        }
        if (centre == null || centre.length != features.length) {
            centre = new float[features.length];
            gathered = 0;
        }
        gathered++;
        for (int i = 0; i < centre.length; i++) {
            centre[i] += (features[i] - centre[i]) / gathered;
        }
        return Double.NaN;
    }

    void rebase() {
        centre = null;
        gathered = 0;
    }

    private void rewind() {
        centre = given;
        gathered = given == null ? 0 : warmUp;
    }

    void save(Map<String, Object> values, Map<String, float[]> vectors) {
        values.put("statistic", metric());
        var learned = kind.equals(DISTANCE) && (centre == null || centre != given);
        values.put("gathered", learned ? (long) gathered : -1L);
        vectors.put("centre", learned && centre != null ? centre.clone() : new float[0]);
    }

    /** @throws IllegalArgumentException the state is not one of this statistic */
    void check(Map<String, Object> values, Map<String, float[]> vectors) {
        if (!metric().equals(values.get("statistic"))) {
            throw new IllegalArgumentException("state is of " + values.get("statistic") + ", not " + metric());
        }
        if (!(values.get("gathered") instanceof Number number) || number.longValue() < -1
                || !vectors.containsKey("centre") || number.longValue() > 0 && vectors.get("centre").length == 0
                || number.longValue() == -1 && kind.equals(DISTANCE) && given == null) {
            throw new IllegalArgumentException("state has no usable mean of the features");
        }
    }

    void restore(Map<String, Object> values, Map<String, float[]> vectors) {
        var number = ((Number) values.get("gathered")).longValue();
        if (number < 0) {
            rewind();
        } else {
            gathered = (int) Math.min(number, warmUp);
            centre = number == 0 ? null : Arrays.copyOf(vectors.get("centre"), vectors.get("centre").length);
        }
    }
}
