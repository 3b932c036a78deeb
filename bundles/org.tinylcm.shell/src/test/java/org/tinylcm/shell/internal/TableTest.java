package org.tinylcm.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void everyTableFits80ColumnsWhateverIsInIt() {
        var random = new SplittableRandom(2);
        for (int round = 0; round < 500; round++) {
            var heads = new String[random.nextInt(1, 9)];
            for (int i = 0; i < heads.length; i++) {
                heads[i] = (random.nextBoolean() ? ">" : "") + "h".repeat(random.nextInt(1, 8));
            }
            var table = new Table(heads);
            for (int row = 0; row < 5; row++) {
                var cells = new Object[heads.length];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = random.nextInt(5) == 0 ? null : "x\n".repeat(random.nextInt(60));
                }
                table.row(cells);
            }
            assertThat(table.lines()).hasSize(6).allMatch(line -> line.length() <= 80)
                    .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
        }
    }
}
