package org.tinylcm.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void numbersHaveThreeDigitsAndNoExponent() {
        assertThat(Text.number(0)).isEqualTo("0");
        assertThat(Text.number(0.000012345)).isEqualTo("0.0000123");
        assertThat(Text.number(5.8)).isEqualTo("5.8");
        assertThat(Text.number(-99.96)).isEqualTo("-100");
        assertThat(Text.number(999.4)).isEqualTo("999");
        assertThat(Text.number(1234567.8)).isEqualTo("1,234,568");
        assertThat(Text.number(Double.NaN)).isEqualTo("-");
    }

    @Test
    void columnsLineUpAndBarsAreEscaped() {
        var grid = new Grid("", "what", "n");
        grid.row("a|b", 12345);
        grid.row("long cell", null);
        assertThat(Text.table(grid)).isEqualTo("""
                | what      | n      |
                |-----------|--------|
                | a\\|b      | 12,345 |
                | long cell | -      |
                """);
    }

    @Test
    void aRowMustFitItsHeader() {
        assertThatThrownBy(() -> new Grid("", "one", "two").row(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
