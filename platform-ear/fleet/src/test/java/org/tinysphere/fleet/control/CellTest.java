package org.tinysphere.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void isTwoWholeDegrees() {
        assertThat(Devices.Cell.of("-42,174")).isEqualTo(new Devices.Cell(-42, 174));
        assertThat(Devices.Cell.of(null)).isNull();
        assertThat(Devices.Cell.of(" ")).isNull();
    }

    @Test
    void nothingElse() {
        for (var text : new String[] {"47", "47.5,11", "47,", "1000,11", "47,11,3", "a,b"}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> Devices.Cell.of(text)).withMessageContaining("cell");
        }
    }
}
