package org.tinylcm.adaptation.internal;

import java.util.List;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;

/**
 * Tells known classes that have moved from new ones. Both are odd and lie close together. But of a known class that has
 * moved all neighbours still agree, nearly as often as they do on known samples; of a new class they mostly do not. So
 * a cluster is taken for a known class in disguise if its neighbours agree at least {@value #ALIKE} times as often as
 * those of held-out known samples, unless it lies clearly apart ({@value #APART} times farther from everything known
 * than from itself), as a new thing does that resembles one known class.
 *
 * <p>Both limits were set on the streams of {@code ./tiny bench harm}: in nine of ten clusters of new classes the
 * neighbours agreed at most 0.55 times as often as on known samples.
 */
final class Disguise {
    static final double ALIKE = 0.65;
    static final double APART = 1.3;
    /** Name of the figure of a proposal that says how far apart it is. */
    static final String SEPARATION = "separation";

    private Disguise() {
    }

    /**
     * @param cluster samples of a proposal
     * @param separation how many times farther they are from everything known than from each other
     * @param bare the model without anything that the device has learned by itself
     */
    static boolean isKnown(List<float[]> cluster, double separation, ClassifierModel bare, Holdout holdout) {
        return separation < APART && holdout.size() > 0 && !cluster.isEmpty()
                && agreement(cluster, bare) >= ALIKE * agreement(holdout.features(), bare);
    }

    /** Share of the samples whose neighbours all carry one label. */
    static double agreement(List<float[]> samples, ClassifierModel model) {
        var result = new Classification(model.neighbours());
        int unanimous = 0;
        for (var sample : samples) {
            model.classify(sample, result);
            unanimous += result.agreeing() == result.count() ? 1 : 0;
        }
        return (double) unanimous / samples.size();
    }
}
