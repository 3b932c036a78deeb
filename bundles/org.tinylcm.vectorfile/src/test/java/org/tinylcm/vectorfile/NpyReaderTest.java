package org.tinylcm.vectorfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.input.BadInputException;

class NpyReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsFloatRowsOfEveryVersion(int version) throws IOException {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        try (var reader = open(Npy.of(version, header, Npy.floats(1, 2, 3, 4, 5, 6)))) {
            assertThat(reader.dimension()).isEqualTo(3);
            assertThat(reader.total()).isEqualTo(2);
            assertThat(reader.next().values()).containsExactly(1, 2, 3);
            assertThat(reader.next().values()).containsExactly(4, 5, 6);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void readsDoublesAndTakesOneDimensionAsOneRow() throws IOException {
        var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }";
        try (var reader = open(Npy.of(1, header, Npy.doubles(0.5, -1.25, 1e30)))) {
            assertThat(reader.next().values()).containsExactly(0.5f, -1.25f, 1e30f);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void refusesANotFiniteValueAndGoesOnWithTheNextRow() throws IOException {
        var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }";
        try (var reader = open(Npy.of(1, header, Npy.doubles(1, 1e300, 3, 4)))) {
            assertThatThrownBy(reader::next).isInstanceOf(BadInputException.class)
                    .hasMessageContaining("row 1, column 2");
            assertThat(reader.next().values()).containsExactly(3, 4);
        }
    }

    @Test
    void goesOnFromAPosition() throws IOException {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1), }";
        var bytes = Npy.of(1, header, Npy.floats(1, 2, 3));
        try (var reader = open(bytes); var other = open(bytes)) {
            reader.next();
            reader.next();
            other.seek(reader.position());
            assertThat(other.next()).satisfies(row -> assertThat(row.values()).containsExactly(3))
                    .satisfies(row -> assertThat(row.line()).isEqualTo(3));
            var wrong = new VectorReader.Position(77, 2);
            assertThatThrownBy(() -> other.seek(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'descr': '>f4', 'fortran_order': False, 'shape': (2, 1), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2, 1), }",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 1), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999), }",
        "__import__('os').system('true')"})
    void refusesWhatItCannotRead(String header) {
        assertThatThrownBy(() -> open(Npy.of(1, header, Npy.floats(1, 2)))).isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("a.npy: ");
    }

    private VectorReader open(byte[] bytes) throws IOException {
        return VectorFiles.open(Files.write(folder.resolve("a.npy"), bytes), "label");
    }
}
