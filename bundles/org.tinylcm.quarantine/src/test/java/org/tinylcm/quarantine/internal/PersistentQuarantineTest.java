package org.tinylcm.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.CrashDisk;
import org.tinylcm.durable.FileOps;
import org.tinylcm.durable.RecordingDisk;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

class PersistentQuarantineTest {
    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final List<PersistentQuarantine> opened = new java.util.ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(PersistentQuarantine::close);
    }

    @Test
    void findsItsSamplesAgain() {
        var quarantine = open(UnsyncedDisk.INSTANCE);
        for (var i = 0; i < 30; i++) {
            quarantine.offer(Samples.sample(i));
        }
        quarantine.mark(List.of("s3", "s4", "unknown"), Status.ADAPTED, "shoe_1");
        quarantine.mark(List.of("s4"), Status.REJECTED, null);
        var before = texts(quarantine);
        quarantine.close();

        var again = open(UnsyncedDisk.INSTANCE);
        assertThat(texts(again)).isEqualTo(before).hasSize(30);
        assertThat(again.samples().get(4).label()).isEqualTo("shoe_1");
        assertThat(again.samples().get(4).status()).isEqualTo(Status.REJECTED);
        assertThat(again.counters()).containsEntry("offered", 30L).containsEntry("kept", 30L)
                .containsEntry("unsaved", 0L).containsEntry("damaged", 0L);
        again.clear();
        again.close();
        assertThat(open(UnsyncedDisk.INSTANCE).samples()).isEmpty();
    }

    @Test
    void readsAFileOfVersionOneWithoutAPackForItsSamples() throws IOException {
        try (var old = getClass().getResourceAsStream("/quarantine/v1/quarantine.log")) {
            Files.copy(old, folder.resolve("quarantine.log"));
        }
        var quarantine = open(UnsyncedDisk.INSTANCE);
        assertThat(quarantine.samples()).extracting(QuarantinedSample::id).containsExactly("s1", "s2");
        assertThat(quarantine.samples()).allMatch(s -> s.modelId().isEmpty() && s.inputFamiliarity() == 1);
        assertThat(quarantine.samples().get(0).features()).isEqualTo(Samples.sample(1).features());
        assertThat(quarantine.samples().get(1).label()).isEqualTo("novel-1");
        assertThat(quarantine.samples().get(1).truth()).isEqualTo("bag");
        quarantine.offer(Samples.sample(3));
        var before = texts(quarantine);
        quarantine.close();
        var again = open(UnsyncedDisk.INSTANCE);
        assertThat(texts(again)).isEqualTo(before).hasSize(3);
        assertThat(again.counters()).containsEntry("damaged", 0L);
    }

    @Test
    void losesNothingAcknowledgedWhereverThePowerGoes() throws IOException {
        var disk = new RecordingDisk(folder);
        var quarantine = open(disk);
        for (var i = 0; i < 40; i++) {
            quarantine.offer(Samples.sample(i));
            if (i % 4 == 0) {
                quarantine.flush();
                disk.mark(i);
            }
            if (i % 4 == 2) {
                quarantine.mark(List.of("s" + (i - 1)), Status.ADAPTED, "x" + (i - 1));
                disk.mark(i);
            }
        }
        quarantine.close();

        var images = Files.createDirectory(folder.resolve("images"));
        var crash = new CrashDisk();
        var random = new SplittableRandom(3);
        var checked = 0;
        for (var step : disk.steps()) {
            crash.apply(step);
            for (var cut = 0; cut < 10; cut++) {
                CrashDisk.materialize(cut < 5 ? crash.ordered(cut * 30) : crash.random(random), images);
                var survivor = open(UnsyncedDisk.INSTANCE, images);
                var samples = survivor.samples();
                survivor.close();
                opened.remove(survivor);
                assertThat(samples).hasSizeGreaterThan((int) Math.max(-1, crash.marked()));
                for (var i = 0; i < samples.size(); i++) {
                    var expected = Samples.sample(i);
                    var marked = samples.get(i).status() == Status.ADAPTED;
                    assertThat(Samples.text(samples.get(i))).isEqualTo(Samples.text(
                            marked ? expected.with(Status.ADAPTED, "x" + i) : expected));
                    assertThat(marked).isIn(i % 4 == 1, i + 1 > crash.marked() ? false : i % 4 == 1);
                }
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(800);
    }

    @Test
    void countsAgeInRunningTimeOverRestarts() {
        var quarantine = open(UnsyncedDisk.INSTANCE);
        quarantine.offer(Samples.sample(0));
        passHours(10);
        quarantine.offer(Samples.sample(1));
        quarantine.close();

        clock.set(-5_000_000_000_000_000L);
        quarantine = open(UnsyncedDisk.INSTANCE);
        passHours(14);
        assertThat(quarantine.samples()).hasSize(2);
        passHours(1);
        assertThat(quarantine.samples()).extracting(QuarantinedSample::id).containsExactly("s1");
        assertThat(quarantine.counters()).containsEntry("expired", 1L).containsEntry("kept", 1L);
    }

    @Test
    void goesOnInMemoryWhenTheDiskIsFullAndRecovers() {
        var disk = new RecordingDisk(folder);
        var quarantine = open(disk);
        quarantine.offer(Samples.sample(0));
        quarantine.flush();
        for (var step = 0; step < 7; step++) {
            disk.failFrom(step, "No space left on device");
            quarantine.offer(Samples.sample(1 + step));
            assertThatThrownBy(() -> {
                while (true) {
                    quarantine.mark(List.of("s0"), Status.ADAPTED, "x");
                }
            }).isInstanceOf(UncheckedIOException.class).hasMessageContaining("No space left on device");
            disk.heal();
            quarantine.offer(Samples.sample(100 + step));
            quarantine.flush();
            assertThat(quarantine.counters()).containsEntry("unsaved", 0L);
            assertThat(texts(open(UnsyncedDisk.INSTANCE, copy()))).isEqualTo(texts(quarantine));
        }
        assertThat(quarantine.counters().get("write_errors")).isBetween(7L, 30L);
    }

    @Test
    void startsInMemoryWhenTheFileCannotBeOpenedAndReadsItLater() throws IOException {
        var first = open(UnsyncedDisk.INSTANCE);
        first.offer(Samples.sample(0));
        first.close();
        var disk = new RecordingDisk(folder);
        disk.failFrom(0, "Input/output error");
        var quarantine = open(disk);
        quarantine.offer(Samples.sample(1));
        assertThat(quarantine.samples()).hasSize(1);

        disk.heal();
        quarantine.flush();
        assertThat(quarantine.samples()).extracting(QuarantinedSample::id).containsExactly("s0", "s1");
    }

    @Test
    void neverWaitsForASlowDiskAndSavesEverythingLater() throws InterruptedException {
        var gate = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        var quarantine = open(new SlowDisk(position -> {
            reached.countDown();
            await(gate);
        }));
        quarantine.offer(Samples.sample(0));
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        for (var i = 1; i <= 3 * Journal.QUEUE; i++) {
            quarantine.offer(Samples.sample(i));
        }
        assertThat(quarantine.counters().get("unsaved")).isGreaterThan(Journal.QUEUE);
        gate.countDown();
        quarantine.flush();

        assertThat(quarantine.counters()).containsEntry("unsaved", 0L);
        assertThat(texts(open(UnsyncedDisk.INSTANCE, copy()))).isEqualTo(texts(quarantine)).hasSize(100);
    }

    @Test
    void keepsTheLogBounded() throws IOException {
        var quarantine = open(UnsyncedDisk.INSTANCE);
        for (var i = 0; i < 20_000; i++) {
            quarantine.offer(Samples.sample(i, 256));
            if (i % 500 == 0) {
                quarantine.flush();
            }
        }
        quarantine.flush();
        assertThat(Files.size(folder.resolve("quarantine.log"))).isLessThan(3 << 20);
        assertThat(texts(open(UnsyncedDisk.INSTANCE, copy()))).isEqualTo(texts(quarantine)).hasSize(100);
    }

    @Test
    void losesOnlyTheRecordThatIsDamaged() throws IOException {
        var quarantine = open(UnsyncedDisk.INSTANCE);
        for (var i = 0; i < 5; i++) {
            quarantine.offer(Samples.sample(i));
        }
        quarantine.close();
        var file = folder.resolve("quarantine.log");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        var again = open(UnsyncedDisk.INSTANCE);
        assertThat(again.samples()).hasSize(4);
        assertThat(again.counters()).containsEntry("damaged", 1L);
    }

    @Test
    void dropsTheSamplesOfAnotherPack() {
        var quarantine = open(UnsyncedDisk.INSTANCE);
        quarantine.offer(Samples.sample(0, 8));
        quarantine.close();
        quarantine = open(UnsyncedDisk.INSTANCE);
        quarantine.offer(Samples.sample(1, 16));

        assertThat(quarantine.samples()).extracting(QuarantinedSample::id).containsExactly("s1");
        assertThat(quarantine.counters()).containsEntry("other_dimension", 1L);
    }

    private PersistentQuarantine open(FileOps ops) {
        return open(ops, folder);
    }

    private PersistentQuarantine open(FileOps ops, Path where) {
        var quarantine = new PersistentQuarantine(ops, where, 100, TimeUnit.HOURS.toMillis(24), 5, clock::get);
        opened.add(quarantine);
        return quarantine;
    }

    /** As if the process had been killed: the file as it is now, without a close. */
    private Path copy() {
        try {
            var copy = Files.createTempDirectory(folder, "copy");
            Files.copy(folder.resolve("quarantine.log"), copy.resolve("quarantine.log"));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void passHours(int hours) {
        clock.addAndGet(TimeUnit.HOURS.toNanos(hours));
    }

    private static List<String> texts(PersistentQuarantine quarantine) {
        return quarantine.samples().stream().map(Samples::text).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record SlowDisk(Consumer<Long> beforeWrite) implements FileOps {

        @Override
        public Output open(Path file) throws IOException {
            var real = UnsyncedDisk.INSTANCE.open(file);
            return new Output() {
                @Override
                public void write(ByteBuffer bytes, long position) throws IOException {
                    beforeWrite.accept(position);
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
            UnsyncedDisk.INSTANCE.move(from, to);
        }

        @Override
        public void deleteIfExists(Path file) throws IOException {
            UnsyncedDisk.INSTANCE.deleteIfExists(file);
        }

        @Override
        public void syncFolder(Path path) throws IOException {
            UnsyncedDisk.INSTANCE.syncFolder(path);
        }
    }
}
