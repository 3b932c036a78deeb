package org.tinylcm.vectorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinylcm.input.BadInputException;

class CsvReaderTest {
    @TempDir
    Path folder;

    @Test
    void tellsFeaturesLabelAndTextsApart() throws IOException {
        try (var reader = open("x,label,segment,y,place\n1,7,2,-2.5e-1,\"Hall, \"\"B\"\"\"\n\n .5 ,,x,+3,\n")) {
            assertThat(reader.columns()).containsExactly("x", "y");
            var first = reader.next();
            assertThat(first.values()).containsExactly(1f, -0.25f);
            assertThat(first.label()).isEqualTo("7");
            assertThat(first.texts()).isEqualTo(Map.of("segment", "2", "place", "Hall, \"B\""));
            var second = reader.next();
            assertThat(second.line()).isEqualTo(4);
            assertThat(second.values()).containsExactly(.5f, 3f);
            assertThat(second.label()).isNull();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void readsByteOrderMarkWindowsLinesAndAMissingLastLineEnd() throws IOException {
        try (var reader = open("\ufeffx,y\r\n1,2\r\n3,4")) {
            assertThat(reader.columns()).containsExactly("x", "y");
            assertThat(reader.next().values()).containsExactly(1, 2);
            assertThat(reader.next().values()).containsExactly(3, 4);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void countsLinesInsideQuotes() throws IOException {
        try (var reader = open("x,note\n1,\"a\"\n2,\"two\nlines\"\nbad,z\n3,c\n")) {
            assertThat(reader.next().line()).isEqualTo(2);
            assertThatThrownBy(reader::next).hasMessageContaining("line 3").hasMessageContaining("control");
            assertThatThrownBy(reader::next)
                    .hasMessage("a.csv: line 5: column 1 'x' must be a finite number, not 'bad'");
            assertThat(reader.next().values()).containsExactly(3);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "1|must have 2 columns", "1,2,3|must have 2 columns", "nan,2|column 1 'x'", "1,1e40|column 2 'y'",
        "1,0x10|column 2", "1,2f|column 2", "1,|column 2", "1,\"2\"3|quoted as a whole", "1,2\"|quoted as a whole",
        "1,-Infinity|column 2", "1,2\u00e9|column 2"})
    void refusesARowAndGoesOnWithTheNext(String row, String rule) throws IOException {
        try (var reader = open("x,y\n1,2\n" + row + "\n3,4\n")) {
            reader.next();
            assertThatThrownBy(reader::next).isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith("a.csv: line 3: ").hasMessageContaining(rule);
            assertThat(reader.next().values()).containsExactly(3, 4);
        }
    }

    @Test
    void refusesALineWithoutEndAndGoesOnAfterIt() throws IOException {
        try (var reader = open("x\n1\n" + "9".repeat(CsvRecords.MAX_RECORD + 5) + "\n2\n")) {
            reader.next();
            assertThatThrownBy(reader::next).hasMessageContaining("bytes long");
            assertThat(reader.next().values()).containsExactly(2);
        }
    }

    @Test
    void refusesFilesThatAreNoTables() {
        assertThatThrownBy(() -> open("")).hasMessage("a.csv: file: must have a header line, and is empty");
        assertThatThrownBy(() -> open("x\n")).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> open("1,2\n3,4\n")).hasMessageContaining("must be a header");
        assertThatThrownBy(() -> open("x,x\n3,4\n")).hasMessageContaining("occur once");
        assertThatThrownBy(() -> open("x;y\n3;4\n")).hasMessageContaining("separated by commas");
        assertThatThrownBy(() -> open("x,y\n3,\n")).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> open("x" + ",x".repeat(VectorFiles.MAX_COLUMNS) + "\n"))
                .hasMessageContaining("at most 16384 columns");
        assertThatThrownBy(() -> VectorFiles.open(folder.resolve("none.csv"), "label"))
                .hasMessage("none.csv: file: does not exist");
        assertThatThrownBy(() -> VectorFiles.open(folder.resolve("a.txt"), "label"))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void goesOnFromAPosition() throws IOException {
        var text = "x,label\n1,a\nbad,a\n2,b\n3,c\n";
        try (var reader = open(text); var other = open(text)) {
            reader.next();
            assertThatThrownBy(reader::next).isInstanceOf(BadInputException.class);
            other.seek(reader.position());
            assertThat(other.next()).usingRecursiveComparison().isEqualTo(reader.next());
            assertThat(other.next().line()).isEqualTo(5);
            assertThat(other.next()).isNull();
            var beyond = new VectorReader.Position(10_000, 3);
            assertThatThrownBy(() -> other.seek(beyond)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private VectorReader open(String text) throws IOException {
        return VectorFiles.open(Files.writeString(folder.resolve("a.csv"), text), "label");
    }
}
