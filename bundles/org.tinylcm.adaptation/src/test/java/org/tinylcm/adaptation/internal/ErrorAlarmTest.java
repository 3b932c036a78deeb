package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorAlarmTest {
    private final Random random = new Random(3);

    @Test
    void itKnowsWhenTheChangeBegan() {
        int early = 0;
        for (int run = 0; run < 100; run++) {
            var alarm = new ErrorAlarm(0.9);
            for (int i = 0; i < 200; i++) {
                early += alarm.accept(random.nextDouble() < 0.1) > 0 ? 1 : 0;
            }
            int labels = 0;
            int since = 0;
            while (since == 0) {
                since = alarm.accept(random.nextDouble() < 0.8);
                labels++;
            }
            assertThat(labels).isLessThan(40);
            assertThat(since).isBetween(3, labels + 60);
            for (int i = 0; i < 100; i++) {
                early += alarm.accept(random.nextDouble() < 0.8) > 0 ? 1 : 0;
            }
        }
        assertThat(early).as("false alarms in 30,000 labels").isLessThan(150);
    }

    /** The usual share is 6 of 52, a risen one 0.25 more: each error adds ln 3.17, and five pass ln 200. */
    @Test
    void fiveErrorsInARowAreAChangeWhereOneInTenIsUsual() {
        var alarm = new ErrorAlarm(0.9);
        assertThat(errors(alarm, 100)).isEqualTo(5);
        assertThat(alarm.length()).as("begun anew").isZero();
    }

    /** Each right label takes ln 1.39 away, so that a sixth error is needed; both count among those since the change. */
    @Test
    void aRightLabelInBetweenIsCounted() {
        var alarm = new ErrorAlarm(0.9);
        assertThat(alarm.accept(true)).isZero();
        assertThat(alarm.length()).isEqualTo(1);
        assertThat(alarm.accept(false)).isZero();
        assertThat(alarm.accept(false)).isZero();
        assertThat(alarm.length()).isEqualTo(3);
        assertThat(errors(alarm, 100)).isEqualTo(8);
    }

    @Test
    void aRightLabelAtFirstIsNoPartOfAChange() {
        var alarm = new ErrorAlarm(0.9);
        assertThat(alarm.accept(false)).isZero();
        assertThat(alarm.length()).isZero();
        assertThat(errors(alarm, 100)).isEqualTo(5);
    }

    /** 6 of 7 are usual then, 0.97 are a rise: 43 errors have a likelihood ratio of 200. */
    @Test
    void whatWasAChangeIsUsualAfterwards() {
        var alarm = new ErrorAlarm(0.9);
        assertThat(errors(alarm, 100)).isEqualTo(5);
        assertThat(errors(alarm, 100)).isEqualTo(43);
    }

    @Test
    void whereNothingIsRightNothingCanGetWorse() {
        var alarm = new ErrorAlarm(0);
        for (int i = 0; i < 500; i++) {
            assertThat(alarm.accept(true)).isZero();
            assertThat(alarm.length()).isZero();
        }
    }

    /** Of 200 right labels beside the pack's 50 it learns that 2.4 % are usual; a twice as large share is no rise. */
    @Test
    void itLearnsWhatIsUsual() {
        var alarm = new ErrorAlarm(0.9);
        for (int i = 0; i < 200; i++) {
            alarm.accept(false);
        }
        assertThat(errors(alarm, 100)).as("fewer than of the pack's share").isEqualTo(3);
        var often = new ErrorAlarm(0.9);
        for (int i = 0; i < 400; i++) {
            often.accept(i % 5 == 0);
        }
        assertThat(errors(often, 100)).as("more").isGreaterThan(5);
    }

    /** @return labels since the change, 0 if so many errors are none */
    private static int errors(ErrorAlarm alarm, int most) {
        for (int i = 0; i < most; i++) {
            int since = alarm.accept(true);
            if (since > 0) {
                return since;
            }
        }
        return 0;
    }
}
