package org.tinysphere.drifthub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinysphere.core.control.Problem;

class ReviewStateTest {
    @ParameterizedTest
    @CsvSource({"new,validated", "new,rejected", "new,needs_second_opinion", "needs_second_opinion,validated",
        "needs_second_opinion,rejected", "needs_second_opinion,new", "validated,needs_second_opinion",
        "validated,new", "rejected,needs_second_opinion", "rejected,new"})
    void mayFollow(String from, String to) {
        assertThat(ReviewState.of(from).mayBecome(ReviewState.of(to))).isTrue();
    }

    @Test
    void nothingElseMayFollow() {
        var allowed = 0;
        for (var from : ReviewState.values()) {
            for (var to : ReviewState.values()) {
                allowed += from.mayBecome(to) ? 1 : 0;
            }
        }
        assertThat(allowed).isEqualTo(10);
        assertThatThrownBy(() -> ReviewState.VALIDATED.demand(ReviewState.REJECTED))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status()).isEqualTo(409));
        assertThatThrownBy(() -> ReviewState.of("done")).hasMessageContaining("'state' must be");
    }

    @ParameterizedTest
    @CsvSource({"0,0,new", "1,0,validated", "0,1,rejected", "1,1,needs_second_opinion", "2,1,validated",
        "1,3,rejected", "2,2,needs_second_opinion"})
    void followsFromTheVerdicts(long yes, long no, String state) {
        assertThat(ReviewState.of(yes, no).id()).isEqualTo(state);
    }
}
