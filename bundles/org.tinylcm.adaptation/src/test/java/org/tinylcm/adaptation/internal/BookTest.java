package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.state.ComponentState;

class BookTest {
    private final Book book = new Book();

    @Test
    void comesBackFromItsState() {
        book.note(record("r1", Outcome.ROLLED_BACK));
        book.note(record("r2", Outcome.ACCEPTED));
        book.markApplied("f1");
        book.begin(new Probation(record("r2", Outcome.ACCEPTED), new Probation.Counts(5, 1, 4, 0, 3.5, 3.25)));
        var other = new Book();
        other.restore(book.save());
        assertThat(other.history()).isEqualTo(book.history());
        assertThat(other.isApplied("f1")).isTrue();
        assertThat(other.probations()).singleElement()
                .satisfies(probation -> assertThat(probation.counts())
                        .isEqualTo(new Probation.Counts(5, 1, 4, 0, 3.5, 3.25)));
        assertThat(other.decisionOn("s2")).map(AdaptationRecord::id).contains("r2");
        assertThat(other.decisionOn("s3")).isEmpty();
    }

    @Test
    void whatIsForgottenLeavesTheRest() {
        book.note(record("r1", "one", Outcome.ACCEPTED));
        book.note(record("r2", "two", Outcome.ACCEPTED));
        book.note(record("r3", "three", Outcome.ROLLED_BACK));
        book.begin(new Probation(record("r1", "one", Outcome.ACCEPTED), Probation.Counts.NONE));
        book.begin(new Probation(record("r2", "two", Outcome.ACCEPTED), Probation.Counts.NONE));
        assertThat(book.accepted()).containsExactlyInAnyOrder("one", "two");
        book.forget(record("r1", "one", Outcome.ACCEPTED));
        assertThat(book.accepted()).containsExactly("two");
        assertThat(book.history()).extracting(AdaptationRecord::id).containsExactly("r2", "r3");
        assertThat(book.probations()).extracting(probation -> probation.record().id()).containsExactly("r2");
    }

    @Test
    void theEndOfOneProbationIsNotThatOfAnother() {
        var first = new Probation(record("r1", Outcome.ACCEPTED), Probation.Counts.NONE);
        var second = new Probation(record("r2", Outcome.ACCEPTED), Probation.Counts.NONE);
        book.begin(first);
        book.begin(second);
        book.end(first);
        assertThat(book.probations()).containsExactly(second);
    }

    @Test
    void aStateTakesThePlaceOfWhatWasThere() {
        book.note(record("r1", "one", Outcome.ACCEPTED));
        book.markApplied("f1");
        var state = book.save();
        var other = new Book();
        other.note(record("r2", "two", Outcome.ACCEPTED));
        other.markApplied("f2");
        other.begin(new Probation(record("r2", "two", Outcome.ACCEPTED), Probation.Counts.NONE));
        other.restore(state);
        assertThat(other.history()).extracting(AdaptationRecord::id).containsExactly("r1");
        assertThat(other.accepted()).containsExactly("one");
        assertThat(other.isApplied("f1")).isTrue();
        assertThat(other.isApplied("f2")).isFalse();
        assertThat(other.probations()).isEmpty();
    }

    @Test
    void isBounded() {
        for (int i = 0; i < Book.MOST_IDS + 10; i++) {
            book.markApplied("f" + i);
            book.note(record("r" + i % 1000, Outcome.ACCEPTED));
        }
        assertThat(book.history()).hasSize(Book.MOST_RECORDS);
        assertThat(book.isApplied("f9")).isFalse();
        assertThat(book.isApplied("f10")).isTrue();
        assertThat(book.isApplied("f" + (Book.MOST_IDS + 9))).isTrue();
    }

    @Test
    void refusesADamagedStateAndStaysAsItWas() {
        book.note(record("r1", Outcome.ACCEPTED));
        var good = book.save();
        for (var key : good.values().keySet()) {
            for (var junk : List.of(1L, "x", List.of(1L), List.of(Map.of("id", 7L)))) {
                var values = new HashMap<>(good.values());
                values.put(key, junk);
                assertThatThrownBy(() -> book.restore(new ComponentState(1, values, Map.of()))).as(key)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThatThrownBy(() -> book.restore(new ComponentState(2, good.values(), Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(book.history()).hasSize(1);
    }

    private static AdaptationRecord record(String id, Outcome outcome) {
        return record(id, "novel-1", outcome);
    }

    private static AdaptationRecord record(String id, String label, Outcome outcome) {
        return new AdaptationRecord(id, Instant.ofEpochSecond(7), 3, "drift", label, List.of("s1", "s2"), outcome,
                "because", Map.of("a", 0.5), Map.of("a", 0.75), "snap");
    }
}
