package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.pipeline.FrameResult;

/** The rule of the tenure at its edges; its course is in {@link GuardTest}. */
class TenureTest {
    /** One in ten may be known. */
    private static final Settings SETTINGS =
            new Settings(true, 20, 25, Settings.DEFAULT.period(), 0.01, 200, 0.1, 0.1, 0.1);
    private final Book book = new Book();
    private final Told bare = new Told();
    private final Told model = new Told("new");
    private final Told.Owner owner = new Told.Owner(model, bare);
    private final Tenure tenure = new Tenure(book);

    TenureTest() {
        book.note(record("r", "new"));
    }

    @Test
    void moreKnownFramesThanAllowedByADeviationAreHarm() {
        won(90, false);
        won(13, true);
        // 10.3 of 103 are allowed, and 3.2 more.
        assertThat(tenure.harm(SETTINGS)).isEmpty();
        won(1, true);
        assertThat(tenure.harm(SETTINGS)).hasValueSatisfying(harm -> {
            assertThat(harm.label()).isEqualTo("new");
            assertThat(harm.reason()).isEqualTo("of the last 104 frames that new won 14 are familiar to the model "
                    + "without it, whose neighbours agree");
        });
    }

    @Test
    void fewKnownFramesAreNoEvidence() {
        won(4, true);
        assertThat(tenure.harm(SETTINGS)).isEmpty();
        won(1, true);
        assertThat(tenure.harm(SETTINGS)).isPresent();
    }

    @Test
    void whereAllMayBeKnownNothingIsHarm() {
        won(100, true);
        assertThat(tenure.harm(new Settings(true, 20, 25, Settings.DEFAULT.period(), 0.01, 200, 0.1, 0.1, 1))).isEmpty();
    }

    @Test
    void aFrameIsKnownWhenItIsFamiliarAndAllNeighboursAgree() {
        bare.familiarity = Tenure.FAMILIAR;
        bare.agreeing = 5;
        assertThat(observe("new")).isEqualTo(Tenure.FAMILIAR);
        won(3, true);
        bare.familiarity = Math.nextDown(Tenure.FAMILIAR);
        observe("new");
        bare.familiarity = 1;
        bare.agreeing = 4;
        observe("new");
        assertThat(tenure.harm(SETTINGS)).as("four known, two not").isEmpty();
        won(1, true);
        assertThat(tenure.harm(SETTINGS)).hasValueSatisfying(harm -> assertThat(harm.reason()).contains("7 frames")
                .contains("won 5 are"));
    }

    @Test
    void countsAreHalvedAtTheEndOfTheWindow() {
        won(Tenure.WINDOW - 20, false);
        won(20, true);
        // Now 10 of 100; 5 more of 5 are over 10.5 and 3.2 more.
        won(3, true);
        assertThat(tenure.harm(SETTINGS)).isEmpty();
        won(1, true);
        assertThat(tenure.harm(SETTINGS)).hasValueSatisfying(harm -> assertThat(harm.reason())
                .contains("of the last 104 frames").contains("won 14 are"));
    }

    @Test
    void withoutLearnedClassesNothingIsSearchedTwice() {
        book.forget(record("r", "new"));
        owner.model = new Told();
        assertThat(observe("known")).isEqualTo(0.25);
        assertThat(bare.asked).isZero();
    }

    @Test
    void ofOtherClassesItTellsHowFamiliarTheBareModelFindsThem() {
        bare.familiarity = 0.75;
        for (int i = 0; i < 50; i++) {
            assertThat(observe("known")).isEqualTo(0.75);
        }
        assertThat(tenure.harm(SETTINGS)).isEmpty();
        assertThat(tenure.watches("new")).isTrue();
        assertThat(tenure.watches("known")).isFalse();
    }

    @Test
    void aPersonsWordOrAForgottenClassEndsIt() {
        won(20, true);
        tenure.forget("new");
        assertThat(tenure.harm(SETTINGS)).isEmpty();
        assertThat(tenure.watches("new")).isFalse();
        var other = new Tenure(book);
        other.observe(frame("new"), owner);
        assertThat(other.watches("new")).isTrue();
        book.forget(record("r", "new"));
        other.observe(frame("new"), owner);
        assertThat(other.watches("new")).as("not accepted any more").isFalse();
    }

    private void won(int frames, boolean known) {
        bare.familiarity = known ? 1 : 0;
        bare.agreeing = 5;
        for (int i = 0; i < frames; i++) {
            observe("new");
        }
    }

    private double observe(String label) {
        return tenure.observe(frame(label), owner);
    }

    private static FrameResult frame(String label) {
        var frame = new Frame(1, "f", Instant.EPOCH, null, new Payload.Vector(new float[1]));
        return new FrameResult(frame, label, 1, 1, 0.25, List.of(), new float[1], List.of(), false, false, new long[8]);
    }

    private static AdaptationRecord record(String id, String label) {
        return new AdaptationRecord(id, Instant.EPOCH, 1, "drift", label, List.of(), Outcome.ACCEPTED, "because",
                Map.of(), Map.of(), "snap");
    }
}
