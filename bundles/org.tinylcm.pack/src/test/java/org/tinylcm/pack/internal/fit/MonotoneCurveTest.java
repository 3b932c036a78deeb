package org.tinylcm.pack.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MonotoneCurveTest {
    @Test
    void poolsWhatWouldFall() {
        // Ten samples per score; 2, 8, 6 and 10 of them right: 8 and 6 are pooled to 7 at their mean score.
        var rule = MonotoneCurve.fit(scores(0.2, 0.4, 0.6, 1), right(2, 8, 6, 10), 0.01);
        assertThat(rule.scores()).containsExactly(new double[] {0.2, 0.5, 1}, within(1e-12));
        assertThat(rule.confidences()).containsExactly(new double[] {0.2, 0.7, 1}, within(1e-12));
        assertThat(rule.confidence(0.75)).isEqualTo(0.85, within(1e-12));
        assertThat(rule.confidence(0.1)).isEqualTo(0.1, within(1e-12));
        assertThat(rule.confidence(0)).isZero();
    }

    @Test
    void atScoreZeroConfidenceIsZeroWhateverWasSeen() {
        var rule = MonotoneCurve.fit(scores(0, 1), right(5, 9), 0);
        assertThat(rule.confidence(0)).isZero();
        assertThat(rule.confidence(1)).isEqualTo(0.9);
    }

    @Test
    void recoversACurveFromSamplesOfIt() {
        var random = new SplittableRandom(3);
        var scores = new double[20_000];
        var right = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextDouble();
            right[i] = random.nextDouble() < scores[i] * scores[i];
        }
        var rule = MonotoneCurve.fit(scores, right, 0);
        for (double score = 0.05; score < 1; score += 0.05) {
            assertThat(rule.confidence(score)).isEqualTo(score * score, within(0.05));
        }
    }

    @Test
    void aFewSamplesAreOneGroupAndNoneGiveTheScoreItself() {
        assertThat(MonotoneCurve.fit(new double[] {0.2, 0.6}, new boolean[] {false, true}, 0).confidences())
                .containsExactly(0.5);
        assertThat(MonotoneCurve.fit(new double[0], new boolean[0], 0).confidence(0.3)).isEqualTo(0.3);
    }

    private static double[] scores(double... values) {
        var scores = new double[10 * values.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = values[i / 10];
        }
        return scores;
    }

    private static boolean[] right(int... counts) {
        var right = new boolean[10 * counts.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = i % 10 < counts[i / 10];
        }
        return right;
    }
}
