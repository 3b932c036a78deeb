package org.tinylcm.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void holdsTheOldOrTheNewContentWhereverThePowerGoes() {
        var disk = new RecordingDisk(folder);
        for (var i = 0; i < 40; i++) {
            AtomicFile.write(disk, folder.resolve("file"), content(i));
            disk.mark(i);
        }

        var crash = new CrashDisk();
        var random = new SplittableRandom(1);
        var images = 0;
        for (var step : disk.steps()) {
            crash.apply(step);
            for (var bytes = 0; bytes <= 40; bytes++) {
                check(crash.ordered(bytes), crash.marked());
                check(crash.random(random), crash.marked());
                images += 2;
            }
        }
        assertThat(images).isGreaterThan(10_000);
    }

    private static void check(Map<String, byte[]> image, long acknowledged) {
        if (acknowledged < 0) {
            return;
        }
        assertThat(image).containsKey("file");
        assertThat(image.get("file")).isIn(content(acknowledged), content(acknowledged + 1));
    }

    private static byte[] content(long generation) {
        return ("generation " + generation + "\n").repeat(1 + (int) generation % 4).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keepsTheOldContentAndLeavesNothingBehindWhenTheDiskIsFull() throws IOException {
        var disk = new RecordingDisk(folder);
        var file = folder.resolve("file");
        AtomicFile.write(disk, file, content(0));

        for (var step = 0; step < 4; step++) {
            disk.failFrom(step, "No space left on device");
            assertThatThrownBy(() -> AtomicFile.write(disk, file, content(1)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(Files.readAllBytes(file)).isEqualTo(content(0));
        }

        disk.heal();
        AtomicFile.write(disk, file, content(2));
        assertThat(Files.readAllBytes(file)).isEqualTo(content(2));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void cleansWhatACrashLeft() throws IOException {
        Files.writeString(folder.resolve("a.json.tmp"), "half");
        Files.writeString(folder.resolve("a.json"), "whole");

        AtomicFile.clean(FileOps.disk(), folder);

        assertThat(folder).isDirectoryNotContaining("glob:**.tmp").isDirectoryContaining("glob:**a.json");
    }

    @Test
    void createsFoldersAndMakesTheirNamesDurable() {
        var disk = new RecordingDisk(folder);

        DurableFiles.createFolder(disk, folder.resolve("a/b/c"));
        DurableFiles.createFolder(disk, folder.resolve("a/b/c"));

        assertThat(folder.resolve("a/b/c")).isDirectory();
        assertThat(disk.steps()).hasSize(3).allMatch(RecordingDisk.Step.SyncFolder.class::isInstance);
    }
}
