package org.tinysphere.core.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoginLimitsTest {
    private final LoginLimits limits = new LoginLimits();

    @Test
    void anAttackerWaitsAndTheVictimDoesNot() {
        for (var i = 0; i < 5; i++) {
            limits.check("203.0.113.9", "victim");
            limits.failed("203.0.113.9", "victim");
        }

        assertThatThrownBy(() -> limits.check("203.0.113.9", "victim")).isInstanceOf(Problem.class);
        assertThatCode(() -> limits.check("198.51.100.7", "victim")).doesNotThrowAnyException();
        assertThatCode(() -> limits.check("203.0.113.9", "somebody-else")).doesNotThrowAnyException();
    }

    @Test
    void tryingManyLoginsFromOneAddressIsSlowedDownToo() {
        for (var i = 0; i < 30; i++) {
            limits.failed("203.0.113.9", "user-" + i);
        }

        assertThatThrownBy(() -> limits.check("203.0.113.9", "user-99")).isInstanceOf(Problem.class);
    }
}
