package org.tinylcm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void aGoalIsMetAtItsBorderButNotByBelow() {
        assertThat(Figure.atMost(10, "", 10, "us").met()).isTrue();
        assertThat(Figure.atMost(10, "", 10.1, "us").met()).isFalse();
        assertThat(Figure.atLeast(5, "", 5, "").met()).isTrue();
        assertThat(Figure.atLeast(5, "", 4.9, "").met()).isFalse();
        assertThat(Figure.below(1, "", 1, "ms").met()).isFalse();
        assertThat(Figure.plain("", 1, "").met()).isNull();
    }

    @Test
    void whatNeverEndedHasNoNumberAndMissesItsGoal() {
        var never = Figure.atMost(10, "delay", Double.POSITIVE_INFINITY, "frames");
        assertThat(never.value()).isNull();
        assertThat(never.met()).isFalse();
        assertThat(Figure.atLeast(10, "", Double.NaN, "").met()).isFalse();
    }
}
