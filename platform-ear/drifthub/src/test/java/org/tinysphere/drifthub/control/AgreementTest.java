package org.tinysphere.drifthub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {
    @Test
    void kappaIsWhatTheTextbookSays() {
        // 50 subjects, 20 and 15 judged alike: observed 0.7, expected 0.5.
        var agreement = new Agreement(20, 5, 10, 15);

        assertThat(agreement.share()).isEqualTo(0.7);
        assertThat(agreement.kappa()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void kappaIsOneForEqualVerdictsAndNegativeBelowChance() {
        assertThat(new Agreement(6, 0, 0, 6).kappa()).isEqualTo(1.0);
        assertThat(new Agreement(0, 6, 6, 0).kappa()).isEqualTo(-1.0);
    }

    @Test
    void whatIsNotKnownIsNull() {
        assertThat(new Agreement(0, 0, 0, 0).share()).isNull();
        assertThat(new Agreement(5, 0, 0, 4).kappa()).isNull();
        assertThat(new Agreement(12, 0, 0, 0).kappa()).isNull();
        assertThat(new Agreement(12, 0, 0, 0).share()).isEqualTo(1.0);
        assertThat(Agreement.pairs(1, 0)).isNull();
        assertThat(DetectorQuality.precision(0, 0)).isNull();
    }

    @Test
    void theShareOfEqualPairs() {
        assertThat(Agreement.pairs(2, 0)).isEqualTo(1.0);
        assertThat(Agreement.pairs(1, 1)).isEqualTo(0.0);
        assertThat(Agreement.pairs(2, 1)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(DetectorQuality.precision(3, 1)).isEqualTo(0.75);
    }
}
