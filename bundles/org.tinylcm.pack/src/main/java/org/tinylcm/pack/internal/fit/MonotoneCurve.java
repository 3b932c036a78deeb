package org.tinylcm.pack.internal.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tinylcm.model.AnswerRule;

/**
 * The never falling curve from score to share of right answers that is nearest to what was seen, by least squares:
 * isotonic regression by pooling adjacent violators (Ayer et al. 1955; for confidences Zadrozny and Elkan 2002). Each
 * pooled block becomes one point, its mean score and its share of right answers; between points the curve is straight,
 * so that a score that moves also moves the confidence.
 */
public final class MonotoneCurve {
    /** Samples with neighbouring scores that are looked at together: a block of one says 0 or 1. */
    private static final int LEAST = 10;

    private MonotoneCurve() {
    }

    private record Block(double score, double right, int samples) {
        Block plus(Block other) {
            return new Block(score + other.score, right + other.right, samples + other.samples);
        }

        double share() {
            return right / samples;
        }

        double meanScore() {
            return score / samples;
        }
    }

    /**
     * @param scores 0..1
     * @param right for each score whether the answer was right
     * @param unknownShare passed on
     */
    public static AnswerRule fit(double[] scores, boolean[] right, double unknownShare) {
        var blocks = new ArrayList<Block>();
        for (var block : groups(scores, right)) {
            var pooled = block;
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).share() >= pooled.share()) {
                pooled = blocks.remove(blocks.size() - 1).plus(pooled);
            }
            blocks.add(pooled);
        }
        // At score 0 confidence is 0: there nothing known is near.
        blocks.removeIf(block -> !(block.meanScore() > 0));
        var points = blocks.subList(Math.max(0, blocks.size() - AnswerRule.MOST_POINTS), blocks.size());
        return new AnswerRule(points.stream().mapToDouble(block -> Math.min(1, block.meanScore())).toArray(),
                points.stream().mapToDouble(Block::share).toArray(), unknownShare);
    }

    /** By rising score; equal scores are never parted. */
    private static List<Block> groups(double[] scores, boolean[] right) {
        var order = IntStream.range(0, scores.length).boxed().sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue).toArray();
        var groups = new ArrayList<Block>();
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && (to - from < LEAST || scores[order[to]] == scores[order[to - 1]])) {
                to++;
            }
            var group = Arrays.copyOfRange(order, from, to);
            var sum = new Block(IntStream.of(group).mapToDouble(i -> scores[i]).sum(),
                    IntStream.of(group).filter(i -> right[i]).count(), group.length);
            boolean few = group.length < LEAST && !groups.isEmpty();
            groups.add(few ? groups.remove(groups.size() - 1).plus(sum) : sum);
            from = to;
        }
        return groups;
    }
}
