package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adaptation.internal.Probation.Counts;
import org.tinylcm.adaptation.internal.Probation.Verdict;

/** The rules of a probation at their edges; its course is in {@link EngineTest}. */
class ProbationTest {
    private static final AdaptationRecord RECORD = new AdaptationRecord("r", Instant.EPOCH, 1, "drift", "new",
            List.of("s"), Outcome.ACCEPTED, "because", Map.of(), Map.of(), "snap");
    private final Told base = new Told();
    private final Told accepted = new Told("new");
    private final Told.Owner owner = new Told.Owner(accepted, base);

    @Test
    void itLastsForSoManyFrames() {
        assertThat(after(new Counts(199, 0, 0, 0, 199, 199))).isEqualTo(Verdict.RUNNING);
        assertThat(after(new Counts(200, 0, 0, 0, 200, 200))).isEqualTo(Verdict.PASSED);
    }

    @Test
    void takingMoreThanTheAllowedShareOfSureFramesIsHarm() {
        assertThat(after(new Counts(200, 50, 100, 10, 200, 200))).isEqualTo(Verdict.PASSED);
        assertThat(after(new Counts(200, 50, 100, 11, 200, 200))).isEqualTo(Verdict.HARMFUL);
        assertThat(after(new Counts(20, 5, 20, 5, 20, 20))).as("at once").isEqualTo(Verdict.HARMFUL);
        assertThat(after(new Counts(20, 4, 20, 4, 20, 20))).as("too few for evidence").isEqualTo(Verdict.RUNNING);
        assertThat(new Probation(RECORD, new Counts(20, 5, 20, 6, 20, 20)).harm(Settings.DEFAULT))
                .contains("new took 6 of 20 frames that the model without it was sure of");
    }

    @Test
    void aFallOfTheMeanConfidenceIsHarmAtTheEnd() {
        assertThat(after(new Counts(200, 0, 0, 0, 100, 120))).isEqualTo(Verdict.PASSED);
        assertThat(after(new Counts(200, 0, 0, 0, 100, 121))).isEqualTo(Verdict.HARMFUL);
        assertThat(after(new Counts(199, 0, 0, 0, 100, 199))).as("not before").isEqualTo(Verdict.RUNNING);
        assertThat(after(new Counts(200, 0, 0, 0, 121, 100))).as("a rise is none").isEqualTo(Verdict.PASSED);
        assertThat(new Probation(RECORD, new Counts(200, 0, 0, 0, 100, 121)).harm(Settings.DEFAULT))
                .contains("mean confidence fell by 0.105 over 200 frames");
    }

    @Test
    void itsFiguresAreSharesOfItsFrames() {
        assertThat(new Probation(RECORD, new Counts(8, 2, 6, 1, 4, 6)).figures()).containsOnly(
                entry("probationFrames", 8.0), entry("probationWon", 0.25), entry("probationSure", 6.0),
                entry("probationStolen", 1.0), entry("probationConfidence", 0.5),
                entry("probationShadowConfidence", 0.75));
        assertThat(new Probation(RECORD, Counts.NONE).figures()).containsEntry("probationWon", 0.0);
    }

    @Test
    void aFrameIsSureWhenFourOfFiveNeighboursAgreeAndHalfOfTheKnownAreNoMoreUsual() {
        var probation = new Probation(RECORD, base, accepted);
        accepted.label = "new";
        base.agreeing = 4;
        base.familiarity = 0.5;
        assertThat(observed(probation)).isEqualTo(new Counts(1, 1, 1, 1, 1, 1));
        base.agreeing = 3;
        assertThat(observed(probation).stolen()).as("neighbours differ").isEqualTo(1);
        base.agreeing = 5;
        base.familiarity = Math.nextDown(0.5);
        assertThat(observed(probation).stolen()).as("unusual").isEqualTo(1);
        base.familiarity = 1;
        base.label = "new";
        assertThat(observed(probation).stolen()).as("its own").isEqualTo(1);
        base.label = "known";
        accepted.label = "known";
        assertThat(observed(probation)).as("not won").isEqualTo(new Counts(5, 4, 2, 1, 5, 5));
    }

    @Test
    void whenTheModelHasChangedTheShadowIsTheNewOneWithoutTheClass() {
        var probation = new Probation(RECORD, base, accepted);
        observed(probation);
        assertThat(owner.removed).isEmpty();
        owner.model = new Told("new", "newer");
        observed(probation);
        observed(probation);
        assertThat(owner.removed).as("once for each model").containsExactly("new");
        assertThat(probation.counts().frames()).isEqualTo(3);
    }

    @Test
    void itIsSettledWhenTheClassIsGone() {
        var probation = new Probation(RECORD, base, accepted);
        owner.model = new Told("renamed");
        observed(probation);
        assertThat(probation.verdict(Settings.DEFAULT)).isEqualTo(Verdict.SETTLED);
        assertThat(probation.harm(Settings.DEFAULT)).isEmpty();
        owner.model = accepted;
        observed(probation);
        assertThat(probation.counts()).as("for good").isEqualTo(Counts.NONE);
    }

    @Test
    void aSnapshotComesBackOnlyIfTheVeryModelIsInUse() {
        var probation = new Probation(RECORD, base, accepted);
        assertThat(probation.stillInUse(accepted)).isTrue();
        assertThat(probation.stillInUse(base)).isFalse();
        var resumed = new Probation(RECORD, Counts.NONE);
        assertThat(resumed.stillInUse(accepted)).isFalse();
        assertThat(resumed.stillInUse(null)).isFalse();
    }

    private Counts observed(Probation probation) {
        probation.observe(new float[1], owner);
        return probation.counts();
    }

    private static Verdict after(Counts counts) {
        return new Probation(RECORD, counts).verdict(Settings.DEFAULT);
    }
}
