package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentFramesTest {
    private final RecentFrames frames = new RecentFrames();

    @Test
    void theyKnowWhatWasOdd() {
        for (int i = 0; i < 10; i++) {
            frames.add(i, new float[] {i}, i % 2 == 0 ? 0.01 : 0.5);
        }
        assertThat(frames.oddShare(0, 9)).isEqualTo(0.5);
        assertThat(frames.oddShare(1, 1)).isZero();
        assertThat(frames.oddShare(20, 30)).isZero();
        assertThat(frames.odd(2)).isTrue();
        assertThat(frames.odd(3)).isFalse();
        assertThat(frames.odd(512 + 2)).isFalse();
        assertThat(frames.features(-5)).isEmpty();
        assertThat(frames.features(7)).hasValueSatisfying(one -> assertThat(one).isEqualTo(new float[] {7}));
    }

    @Test
    void whatIsAsFamiliarAsTheLimitIsNotOdd() {
        frames.add(1, new float[1], RecentFrames.ODD);
        frames.add(2, new float[1], Math.nextDown(RecentFrames.ODD));
        assertThat(frames.odd(1)).isFalse();
        assertThat(frames.odd(2)).isTrue();
    }

    @Test
    void theShareIsOfTheFramesThatAreStillHere() {
        for (int i = 0; i < 2 * RecentFrames.MOST; i++) {
            frames.add(i, new float[1], i < RecentFrames.MOST || i % 4 == 0 ? 0 : 1);
        }
        assertThat(frames.oddShare(0, 2 * RecentFrames.MOST - 1)).isEqualTo(0.25);
        assertThat(frames.oddShare(Long.MIN_VALUE / 2, RecentFrames.MOST - 1)).isZero();
    }

    /** One frame in five is odd: of 20 labelled ones 4 +- 1.79, and one more is let pass. */
    @Test
    void moreThanThreeDeviationsOfOddOnesAreAChoice() {
        for (int i = 0; i < 100; i++) {
            frames.add(i, new float[1], i % 5 == 0 ? 0 : 1);
        }
        assertThat(frames.pickedByOddness(labelled(10, 10))).isFalse();
        assertThat(frames.pickedByOddness(labelled(11, 9))).isTrue();
        assertThat(frames.pickedByOddness(List.of())).isFalse();
    }

    @Test
    void labelledFramesThatAreNotHereAnyMoreDoNotCount() {
        for (int i = 0; i < 100; i++) {
            frames.add(i, new float[1], i % 5 == 0 ? 0 : 1);
        }
        var labelled = new ArrayList<>(labelled(11, 9));
        for (int i = 0; i < 40; i++) {
            labelled.add(new Labelled(new float[1], "x", -1));
        }
        assertThat(frames.pickedByOddness(labelled)).isTrue();
        assertThat(frames.pickedByOddness(labelled.subList(20, 60))).isFalse();
    }

    /** From frame 0 to frame 99, so that all count. */
    private static List<Labelled> labelled(int odd, int usual) {
        var labelled = new ArrayList<Labelled>();
        for (int i = 0; i < odd; i++) {
            labelled.add(new Labelled(new float[1], "x", 5 * i));
        }
        for (int i = 0; i < usual; i++) {
            labelled.add(new Labelled(new float[1], "x", 99 - 5 * i));
        }
        return labelled;
    }
}
