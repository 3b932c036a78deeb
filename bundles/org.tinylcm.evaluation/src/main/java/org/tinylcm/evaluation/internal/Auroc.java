package org.tinylcm.evaluation.internal;

import java.util.Arrays;

/**
 * Area under the ROC curve: the chance that a novel frame has a higher score than a known one, equal scores counting
 * half (Mann and Whitney 1947; Hanley and McNeil 1982). A score that is not a number counts as the highest.
 */
final class Auroc {

    private Auroc() {
    }

    /** 0..1, null if there are no novel frames or no known ones. Sorts both arrays. */
    static Double of(double[] known, double[] novel) {
        if (known.length == 0 || novel.length == 0) {
            return null;
        }
        Arrays.sort(known);
        Arrays.sort(novel);
        int below = 0;
        int notAbove = 0;
        double won = 0;
        for (double score : novel) {
            while (below < known.length && Double.compare(known[below], score) < 0) {
                below++;
            }
            while (notAbove < known.length && Double.compare(known[notAbove], score) <= 0) {
                notAbove++;
            }
            won += (below + notAbove) / 2.0;
        }
        return won / ((double) known.length * novel.length);
    }
}
