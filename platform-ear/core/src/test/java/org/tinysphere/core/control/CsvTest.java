package org.tinysphere.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    public record Inner(Double share, long n) {
    }

    public record Outer(String key, Inner figures) {
    }

    @Test
    void aTableHasTheComponentsOfRecordsWithinAsColumns() {
        assertThat(Csv.table(Outer.class, List.of(new Outer("a", new Inner(null, -3)), new Outer("b,c", new Inner(0.5, 2)))))
                .isEqualTo("key,share,n\r\na,,-3\r\n\"b,c\",0.5,2\r\n");
    }

    @Test
    void nothingIsTakenForAFormulaOrBreaksTheLine() {
        assertThat(Csv.line("=1+1", "-x", "@y", "a\"b", "l\nm", -1.5)).isEqualTo("'=1+1,'-x,'@y,\"a\"\"b\",\"l\nm\",-1.5\r\n");
        assertThat(Csv.line("=a\nb")).isEqualTo("\"'=a\nb\"\r\n");
    }
}
