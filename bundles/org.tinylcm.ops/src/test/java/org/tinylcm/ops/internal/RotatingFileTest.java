package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
    @TempDir
    Path folder;

    @Test
    void setsFullFilesAsideAndKeepsAsManyAsAllowed() throws IOException {
        try (var file = new RotatingFile(folder, "log", "txt", 10, 3)) {
            for (var line : "one,two,three,four,five,six,seven".split(",")) {
                file.append(line.getBytes());
            }
            assertThat(file.older()).extracting(f -> f.getFileName().toString())
                    .containsExactly("log-000002.txt", "log-000003.txt");
        }
        assertThat(folder.resolve("log.txt")).hasContent("six\nseven\n");
        assertThat(folder.resolve("log-000003.txt")).hasContent("four\nfive\n");
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        for (int i = 0; i < 4; i++) {
            try (var file = new RotatingFile(folder, "log", "txt", 8, 5)) {
                file.append(("line" + i).getBytes());
            }
        }
        assertThat(folder.resolve("log.txt")).hasContent("line3\n");
        assertThat(folder.resolve("log-000003.txt")).hasContent("line2\n");
    }

    @Test
    void cutsOffATornLineWhereverThePowerFailed() throws IOException {
        var whole = "first line\nsecond line\n".getBytes();
        var file = folder.resolve("log.txt");
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (var log = new RotatingFile(folder, "log", "txt", 1000, 2)) {
                log.append("next".getBytes());
            }
            assertThat(Files.readAllLines(file)).last().isEqualTo("next");
            assertThat(Files.readAllLines(file)).allMatch("first line,second line,next"::contains);
        }
    }

    @Test
    void findsTheLastLineEndAcrossBlocks() throws IOException {
        var random = new SplittableRandom(5);
        var file = folder.resolve("log.txt");
        for (int round = 0; round < 50; round++) {
            var kept = random.nextInt(3) == 0 ? "" : "x".repeat(random.nextInt(20_000)) + "\n";
            Files.writeString(file, kept + "y".repeat(random.nextInt(20_000)));
            try (var log = new RotatingFile(folder, "log", "txt", 1_000_000, 2)) {
                log.append("next".getBytes());
            }
            assertThat(Files.readString(file)).isEqualTo(kept + "next\n");
        }
    }
}
