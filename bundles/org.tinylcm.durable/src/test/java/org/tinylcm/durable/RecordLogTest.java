package org.tinylcm.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
    private static final int MAX = 4096;

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("records.log");
    }

    @Test
    void givesBackWhatWasAppendedInOrder() {
        try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
            for (var i = 0; i < 100; i++) {
                log.append(record(i));
            }
            log.flush();
        }

        assertThat(read()).containsExactlyElementsOf(range(0, 100));
    }

    @Test
    void losesNoFlushedRecordAndInventsNoneWhereverThePowerGoes() throws IOException {
        var disk = new RecordingDisk(folder);
        try (var log = open(disk, new ArrayList<>())) {
            for (var i = 0; i < 60; i++) {
                log.append(record(i));
                if (i % 3 == 0) {
                    log.flush();
                    disk.mark(i);
                }
                if (i % 20 == 19) {
                    log.rewrite(range(0, i + 1).stream().map(RecordLogTest::record).toList());
                    disk.mark(i);
                }
            }
        }

        var images = folder.resolve("images");
        Files.createDirectory(images);
        var crash = new CrashDisk();
        var random = new SplittableRandom(2);
        var checked = 0;
        for (var step : disk.steps()) {
            crash.apply(step);
            for (var cut = 0; cut < 40; cut++) {
                CrashDisk.materialize(cut < 24 ? crash.ordered(cut) : crash.random(random), images);
                var found = new ArrayList<Integer>();
                open(UnsyncedDisk.INSTANCE, images.resolve("records.log"), found).close();
                assertThat(found).isEqualTo(range(0, found.size()));
                assertThat(found.size()).isGreaterThan((int) Math.max(-1, crash.marked()));
                checked++;
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(4000);
    }

    @Test
    void cutsATornTailAtEveryByteAndGoesOnBehindIt() throws IOException {
        try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
            log.append(record(0));
            log.append(record(1));
        }
        var whole = Files.readAllBytes(file);
        var first = RecordScanner.HEADER + record(0).length;

        for (var length = first; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
                assertThat(log.recovery().cutBytes()).isEqualTo(length - first);
                log.append(record(2));
            }
            assertThat(read()).containsExactly(0, 2);
        }
    }

    @Test
    void losesOnlyTheRecordThatABitFlipHits() throws IOException {
        try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
            for (var i = 0; i < 20; i++) {
                log.append(record(i));
            }
        }
        var whole = Files.readAllBytes(file);
        for (var bit = 0; bit < whole.length * 8; bit++) {
            var bytes = whole.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bytes);
            var found = new ArrayList<Integer>();
            try (var log = open(UnsyncedDisk.INSTANCE, found)) {
                assertThat(log.recovery().damaged()).isEqualTo(1);
            }
            assertThat(found).hasSize(19).isSorted();
        }
    }

    @Test
    void opensWhateverIsInTheFile() throws IOException {
        try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
            for (var i = 0; i < 50; i++) {
                log.append(record(i));
            }
        }
        var whole = Files.readAllBytes(file);
        var random = new SplittableRandom(3);
        for (var round = 0; round < 2000; round++) {
            var bytes = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 200));
            for (var i = random.nextInt(20); i > 0 && bytes.length > 0; i--) {
                var at = random.nextInt(bytes.length);
                var length = Math.min(random.nextInt(40), bytes.length - at);
                System.arraycopy(whole, random.nextInt(whole.length - length), bytes, at, length);
                bytes[at] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            var found = new ArrayList<Integer>();
            try (var log = open(UnsyncedDisk.INSTANCE, found)) {
                log.append(record(7));
            }
            assertThat(read()).hasSize(found.size() + 1).endsWith(7);
        }
    }

    @Test
    void finishesQuicklyOnAFileOfNothingButMagics() throws IOException {
        try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
            log.append(record(0));
        }
        var magic = java.util.Arrays.copyOf(Files.readAllBytes(file), 4);
        var bytes = new byte[1 << 21];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = magic[i % 4];
        }
        Files.write(file, bytes);

        assertThat(CompletableFuture.supplyAsync(this::read)).succeedsWithin(java.time.Duration.ofSeconds(20));
    }

    @Test
    void goesOnAfterTheDiskWasFull() {
        var disk = new RecordingDisk(folder);
        try (var log = open(disk, new ArrayList<>())) {
            log.append(record(0));
            disk.failFrom(0, "No space left on device");
            assertThatThrownBy(() -> log.append(record(1))).isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("No space left on device");
            disk.heal();
            assertThatThrownBy(() -> log.append(record(1))).isInstanceOf(UncheckedIOException.class);
            log.rewrite(List.of(record(0), record(1)));
            log.append(record(2));
            log.flush();
        }
        assertThat(read()).containsExactly(0, 1, 2);
    }

    @Test
    void takesBackTheHalfRecordThatAFullDiskLeft() {
        var disk = new RecordingDisk(folder);
        var half = new FileOps() {
            private boolean full;

            @Override
            public Output open(Path path) throws IOException {
                var real = disk.open(path);
                return new Output() {
                    @Override
                    public void write(java.nio.ByteBuffer bytes, long position) throws IOException {
                        if (full) {
                            bytes.limit(bytes.limit() - 5);
                            real.write(bytes, position);
                            throw new IOException("No space left on device");
                        }
                        real.write(bytes, position);
                    }

                    @Override
                    public void truncate(long size) throws IOException {
                        real.truncate(size);
                    }

                    @Override
                    public void sync() throws IOException {
                        real.sync();
                    }

                    @Override
                    public void close() throws IOException {
                        real.close();
                    }
                };
            }

            @Override
            public void move(Path from, Path to) throws IOException {
                disk.move(from, to);
            }

            @Override
            public void deleteIfExists(Path path) throws IOException {
                disk.deleteIfExists(path);
            }

            @Override
            public void syncFolder(Path path) throws IOException {
                disk.syncFolder(path);
            }
        };
        try (var log = open(half, new ArrayList<>())) {
            log.append(record(0));
            half.full = true;
            assertThatThrownBy(() -> log.append(record(1))).isInstanceOf(UncheckedIOException.class);
            half.full = false;
            log.append(record(2));
        }
        assertThat(read()).containsExactly(0, 2);
    }

    @Test
    void refusesToFlushAfterASyncFailedUntilItIsRewritten() {
        var disk = new RecordingDisk(folder);
        try (var log = open(disk, new ArrayList<>())) {
            log.append(record(0));
            disk.failFrom(0, "Input/output error");
            assertThatThrownBy(log::flush).isInstanceOf(UncheckedIOException.class);
            disk.heal();
            assertThatThrownBy(log::flush).isInstanceOf(UncheckedIOException.class);
            log.rewrite(List.of(record(0)));
            log.flush();
        }
    }

    @Test
    void survivesAFailureAtEveryStepOfARewrite() {
        var disk = new RecordingDisk(folder);
        try (var log = open(disk, new ArrayList<>())) {
            log.append(record(0));
            for (var step = 0; step < 9; step++) {
                disk.failFrom(step, "No space left on device");
                assertThatThrownBy(() -> {
                    log.rewrite(List.of(record(0)));
                    throw new UncheckedIOException(new IOException("all steps done"));
                }).isInstanceOf(UncheckedIOException.class);
                disk.heal();
                log.rewrite(List.of(record(0)));
                log.append(record(1));
                assertThat(read()).containsExactly(0, 1);
                log.rewrite(List.of(record(0)));
            }
        }
    }

    @Test
    void flushesFromManyThreads() {
        try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
            var writers = new ArrayList<CompletableFuture<Void>>();
            for (var thread = 0; thread < 8; thread++) {
                var base = thread * 25;
                writers.add(CompletableFuture.runAsync(() -> {
                    for (var i = 0; i < 25; i++) {
                        log.append(record(base + i));
                        log.flush();
                    }
                }));
            }
            writers.forEach(CompletableFuture::join);
        }
        assertThat(read()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void refusesARecordThatItCouldNotReadBack() {
        try (var log = open(UnsyncedDisk.INSTANCE, new ArrayList<>())) {
            assertThatThrownBy(() -> log.append(new byte[MAX + 1])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<Integer> read() {
        var found = new ArrayList<Integer>();
        open(UnsyncedDisk.INSTANCE, found).close();
        return found;
    }

    private RecordLog open(FileOps ops, List<Integer> found) {
        return open(ops, file, found);
    }

    private static RecordLog open(FileOps ops, Path path, List<Integer> found) {
        return RecordLog.open(ops, path, MAX, bytes -> {
            var number = Integer.parseInt(new String(bytes).trim());
            assertThat(bytes).isEqualTo(record(number));
            found.add(number);
        });
    }

    private static byte[] record(int number) {
        return (" ".repeat(number % 7) + number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static List<Integer> range(int from, int to) {
        var numbers = new ArrayList<Integer>();
        for (var i = from; i < to; i++) {
            numbers.add(i);
        }
        return numbers;
    }
}
