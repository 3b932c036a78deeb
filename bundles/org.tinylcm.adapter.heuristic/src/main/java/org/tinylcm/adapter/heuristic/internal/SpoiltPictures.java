package org.tinylcm.adapter.heuristic.internal;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tinylcm.quarantine.QuarantinedSample;

/** Tells clusters of spoilt pictures from those of a new class, and says once of each that nothing is learned. */
final class SpoiltPictures {
    private static final System.Logger logger = System.getLogger(SpoiltPictures.class.getName());

    private final double limit;
    /** Samples of the clusters that are there now and were told: these grow with every frame. */
    private Set<String> told = Set.of();

    SpoiltPictures(double limit) {
        this.limit = limit;
    }

    boolean isSpoilt(List<QuarantinedSample> cluster) {
        return familiarity(cluster) < limit;
    }

    /** @param clusters all that are spoilt at the moment */
    void tell(List<List<QuarantinedSample>> clusters) {
        var now = new HashSet<String>();
        for (var cluster : clusters) {
            var ids = cluster.stream().map(QuarantinedSample::id).toList();
            if (Collections.disjoint(told, ids)) {
                logger.log(Level.INFO, "Nothing learned from {0} odd frames, {1} the latest: the pictures are spoilt "
                        + "(of known pictures {2} % are as dark, bright, flat, blurred or noisy)", cluster.size(),
                        cluster.get(cluster.size() - 1).frameName(), Math.round(1000 * familiarity(cluster)) / 10.0);
            }
            now.addAll(ids);
        }
        told = now;
    }

    private static double familiarity(List<QuarantinedSample> cluster) {
        return KnownScale.median(cluster.stream().map(QuarantinedSample::inputFamiliarity).toList());
    }
}
