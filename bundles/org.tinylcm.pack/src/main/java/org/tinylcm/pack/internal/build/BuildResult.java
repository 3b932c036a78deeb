package org.tinylcm.pack.internal.build;

import java.util.List;
import java.util.Map;
import org.tinylcm.model.AnswerRule;

/**
 * What the builder did.
 *
 * @param id the pack's id
 * @param bytes size of the pack
 * @param options what was asked for
 * @param samples everything that was read
 * @param labels the pack's classes, in the order of their index
 * @param train indices of the samples learned from, per class
 * @param prototypes indices of the chosen prototypes, per class
 * @param holdout indices of all held-out samples
 * @param verdicts what the classifier said about each of them
 * @param reliability how well confidence tells the share of right answers, by cross-fitting
 * @param answers how a score becomes an answer
 * @param components principal components in the pack
 * @param figures accuracy and further figures by name
 * @param thresholds what is normal, by metric
 */
public record BuildResult(String id, long bytes, PackOptions options, Samples samples, List<String> labels,
        List<int[]> train, List<int[]> prototypes, int[] holdout, List<Verdict> verdicts, Reliability reliability,
        AnswerRule answers, int components, Map<String, Double> figures, Map<String, Threshold> thresholds) {
    /** Rows are true classes, columns predicted ones, both in the order of the labels. */
    public int[][] confusion() {
        var matrix = new int[labels.size()][labels.size()];
        for (var verdict : verdicts) {
            matrix[labels.indexOf(verdict.truth())][labels.indexOf(verdict.predicted())]++;
        }
        return matrix;
    }
}
