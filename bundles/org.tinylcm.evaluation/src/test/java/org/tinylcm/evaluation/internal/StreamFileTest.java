package org.tinylcm.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.evaluation.internal.StreamFile.Row;
import org.tinylcm.input.BadInputException;

class StreamFileTest {

    @TempDir
    Path folder;

    @Test
    void readsImagesAndVectors() throws IOException {
        var images = read("\uFEFFfile,label,segment\r\n\"a, \"\"b\"\".png\",cat,calm\r\n\r\nc.png, dog ,windy\n");
        assertThat(images.images()).isTrue();
        assertThat(images.rows()).containsExactly(new Row(2, "a, \"b\".png", "cat", "calm"),
                new Row(4, "c.png", "dog", "windy"));
        var vectors = read("x,y,label,segment\n1,2,cat,calm");
        assertThat(vectors.images()).isFalse();
        assertThat(vectors.rows()).containsExactly(new Row(2, "", "cat", "calm"));
    }

    @Test
    void saysWhichLineBreaksWhichRule() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("line 1: must name the columns");
        assertThatThrownBy(() -> read("file,label\na,b\n")).hasMessageContaining("line 1: must name the columns");
        assertThatThrownBy(() -> read("file,label,segment\n")).hasMessageContaining("at least one row");
        assertThatThrownBy(() -> read("file,label,segment\na,,c\n")).hasMessageContaining("line 2: label must not be");
        assertThatThrownBy(() -> read("file,label,segment\n\"a,b,c\n")).hasMessageContaining("line 2: a quote");
        assertThatThrownBy(() -> read("file,label,segment\n\"a\"x,b,c\n")).hasMessageContaining("line 2: a quote");
        assertThatThrownBy(() -> StreamFile.read(folder.resolve("none.csv"))).hasMessageContaining("must be there");
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        var random = new SplittableRandom(6);
        var good = "file,label,segment\n\"a\"\"b\",cat,calm\nb.png,dog,windy\n".getBytes(StandardCharsets.UTF_8);
        var file = folder.resolve("fuzz.csv");
        for (int i = 0; i < 3000; i++) {
            var bytes = good.clone();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(StreamFile.read(file, new ByteArrayInputStream(bytes)).rows()).isNotEmpty();
            } catch (BadInputException refused) {
                assertThat(refused).hasMessageContaining("fuzz.csv");
            }
        }
    }

    private StreamFile read(String text) throws IOException {
        return StreamFile.read(Files.writeString(folder.resolve("stream.csv"), text));
    }
}
