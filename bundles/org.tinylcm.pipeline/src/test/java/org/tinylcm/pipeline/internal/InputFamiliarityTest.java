package org.tinylcm.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.model.Calibration;

class InputFamiliarityTest {
    private static final int SIZE = 100;

    @Test
    void isTheShareOfKnownPicturesAsFarFromTheMiddleOnEitherSide() {
        var familiarity = familiarity(Map.of(InputStatistic.BRIGHTNESS.score(), upTo(SIZE)));
        assertThat(familiarity.of(new float[] {50, 0, 0})).isEqualTo(1);
        assertThat(familiarity.of(new float[] {10, 0, 0})).isEqualTo(0.2);
        assertThat(familiarity.of(new float[] {91, 0, 0})).isEqualTo(0.2);
        assertThat(familiarity.of(new float[] {1, 0, 0})).isEqualTo(0.02);
        assertThat(familiarity.of(new float[] {0.5f, 0, 0})).isZero();
        assertThat(familiarity.of(new float[] {101, 0, 0})).isZero();
    }

    @Test
    void isTheLeastOverTheStatistics() {
        var familiarity = familiarity(Map.of(InputStatistic.BRIGHTNESS.score(), upTo(SIZE),
                InputStatistic.SHARPNESS.score(), upTo(SIZE)));
        assertThat(familiarity.of(new float[] {50, -7, 5})).isEqualTo(0.1);
        assertThat(familiarity.of(new float[] {2, -7, 5})).isEqualTo(0.04);
    }

    @Test
    void valuesThatAreAllTheSameAreFamiliarAndOthersAreNot() {
        var familiarity = familiarity(Map.of(InputStatistic.CONTRAST.score(), new float[30]));
        assertThat(familiarity.of(new float[] {9, 0, 9})).isEqualTo(1);
        assertThat(familiarity.of(new float[] {9, 0.1f, 9})).isZero();
    }

    @Test
    void withoutEnoughKnownPicturesNothingIsUnfamiliar() {
        assertThat(InputFamiliarity.UNKNOWN.of(new float[] {1, 2, 3})).isEqualTo(1);
        var few = familiarity(Map.of(InputStatistic.BRIGHTNESS.score(), upTo(19)));
        assertThat(few.of(new float[] {1000, 2, 3})).isEqualTo(1);
    }

    private static InputFamiliarity familiarity(Map<String, float[]> scores) {
        return InputFamiliarity.of(new Calibration(scores, 1000, Map.of()));
    }

    /** Not sorted, and not to be sorted in place. */
    private static float[] upTo(int most) {
        var scores = new float[most];
        for (int i = 0; i < most; i++) {
            scores[i] = most - i;
        }
        return scores;
    }
}
