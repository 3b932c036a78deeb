package org.tinylcm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The quick version of {@code ./tiny bench labels}: one stream of each kind. */
class LabelTest {

    /** The hybrid method's figures of the harder column each; the stated ones are means of 20 streams. */
    @ParameterizedTest
    @EnumSource(LabelStream.Change.class)
    void recoversFromAnAbruptChange(LabelStream.Change change) throws Exception {
        var trial = LabelTrial.of(new LabelStream(change, 1), 1, 0, LabelStream.AFTER);
        assertThat(trial.device()[1]).isGreaterThan(0.42);
        assertThat(trial.device()[2]).isGreaterThan(0.81);
        assertThat(trial.device()[5]).isGreaterThan(0.85);
        assertThat(trial.frozen()[5]).isLessThan(0.4);
        assertThat(trial.stored()).isLessThanOrEqualTo(250);
    }

    @ParameterizedTest
    @EnumSource(LabelStream.Change.class)
    void recoversFromFewLateLabels(LabelStream.Change change) throws Exception {
        var trial = LabelTrial.of(new LabelStream(change, 1), 0.1, 200, LabelStream.AFTER);
        assertThat(trial.device()[5]).isGreaterThan(0.8);
        assertThat(trial.stored()).isLessThanOrEqualTo(250);
    }

    @ParameterizedTest
    @EnumSource(LabelStream.Change.class)
    void recognisesTheFirstConceptWhenItComesBack(LabelStream.Change change) throws Exception {
        var trial = LabelTrial.of(new LabelStream(change, 1), 1, 0, 1_000);
        assertThat(trial.recognised()).isBetween(1, 30);
        assertThat(trial.afterReturn()).isGreaterThan(0.95 * trial.device()[0]);
    }
}
