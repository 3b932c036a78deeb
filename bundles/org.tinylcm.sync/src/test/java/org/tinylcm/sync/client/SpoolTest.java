package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.CrashDisk;
import org.tinylcm.durable.FileOps;
import org.tinylcm.durable.RecordingDisk;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.protocol.PackageType;

class SpoolTest {
    @TempDir
    Path folder;
    private long nanos;
    private final Counters counters = new Counters();
    private Spool.Limits limits = new Spool.Limits(1000, 3600, 500);

    @Test
    void givesTheMostUrgentAndOfThoseTheOldest() {
        var spool = open(UnsyncedDisk.INSTANCE);
        add(spool, PackageType.OPERATIONAL_LOGS, "l1", 10);
        add(spool, PackageType.DRIFT_EVENT, "d1", 10);
        add(spool, PackageType.METRICS, "m1", 10);
        add(spool, PackageType.DRIFT_EVENT, "d2", 10);

        assertThat(spool.entries()).extracting(SpoolEntry::id).containsExactly("d1", "d2", "m1", "l1");
        assertThat(open(UnsyncedDisk.INSTANCE).entries()).extracting(SpoolEntry::id)
                .containsExactly("d1", "d2", "m1", "l1");
    }

    @Test
    void makesRoomFromTheLeastUrgentAndItsOldestAndCountsIt() {
        var spool = open(UnsyncedDisk.INSTANCE);
        add(spool, PackageType.DRIFT_EVENT, "d1", 400);
        add(spool, PackageType.OPERATIONAL_LOGS, "l1", 200);
        add(spool, PackageType.OPERATIONAL_LOGS, "l2", 200);
        add(spool, PackageType.METRICS, "m1", 150);
        add(spool, PackageType.DRIFT_EVENT, "d2", 200);

        assertThat(spool.entries()).extracting(SpoolEntry::id).containsExactly("d1", "d2", "m1", "l2");
        assertThat(spool.bytes()).isEqualTo(950);
        assertThat(counters.snapshot()).containsEntry("packages.evicted.operational_logs", 1L);
    }

    @Test
    void aLogThatHasNoRoomAmongDriftEventsIsGivenUpAtOnce() {
        var spool = open(UnsyncedDisk.INSTANCE);
        add(spool, PackageType.DRIFT_EVENT, "d1", 500);
        add(spool, PackageType.DRIFT_EVENT, "d2", 450);

        assertThat(add(spool, PackageType.OPERATIONAL_LOGS, "l1", 100)).isFalse();
        assertThat(spool.entries()).extracting(SpoolEntry::id).containsExactly("d1", "d2");
    }

    @Test
    void whatIsBeingSentIsNotEvicted() {
        var spool = open(UnsyncedDisk.INSTANCE);
        add(spool, PackageType.OPERATIONAL_LOGS, "l1", 400);
        add(spool, PackageType.OPERATIONAL_LOGS, "l2", 400);
        assertThat(spool.next(e -> true).orElseThrow().id()).isEqualTo("l1");
        add(spool, PackageType.OPERATIONAL_LOGS, "l3", 400);

        assertThat(spool.entries()).extracting(SpoolEntry::id).containsExactly("l1", "l3");
    }

    @Test
    void theSameIdTwiceIsOnePackage() {
        var spool = open(UnsyncedDisk.INSTANCE);
        add(spool, PackageType.METRICS, "m1", 100);
        add(spool, PackageType.METRICS, "m1", 100);

        assertThat(spool.size()).isOne();
    }

    @Test
    void ageIsRunningTimeThatGoesOnAfterARestart() {
        var spool = open(UnsyncedDisk.INSTANCE);
        add(spool, PackageType.METRICS, "old", 10);
        nanos += 2000L * 1_000_000_000;
        add(spool, PackageType.METRICS, "new", 10);
        spool = open(UnsyncedDisk.INSTANCE);
        nanos += 1700L * 1_000_000_000;
        spool.expire();

        assertThat(spool.entries()).extracting(SpoolEntry::id).containsExactly("new");
        assertThat(counters.snapshot()).containsEntry("packages.expired.metrics", 1L);
    }

    @Test
    void refusesAPackageThatIsTooLargeAndLeavesNothing() throws IOException {
        var spool = open(UnsyncedDisk.INSTANCE);

        assertThatThrownBy(() -> add(spool, PackageType.METRICS, "m1", 501)).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("larger than 500");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void goesOnAfterTheDiskWasFull() {
        var disk = new RecordingDisk(folder);
        var spool = open(disk);
        for (int step = 0; step < 6; step++) {
            var id = "m" + step;
            disk.failFrom(step, "No space left on device");
            try {
                add(spool, PackageType.METRICS, id, 10);
            } catch (UncheckedIOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
            disk.heal();
        }
        assertThat(add(spool, PackageType.METRICS, "last", 10)).isTrue();
        assertThat(open(UnsyncedDisk.INSTANCE).entries()).extracting(SpoolEntry::id).contains("last");
    }

    /** Whatever the disk holds after a power cut: what was acknowledged is whole, and nothing else is there in part. */
    @Test
    void survivesAPowerCutAtAnyStep() throws IOException {
        var disk = new RecordingDisk(folder);
        var spool = open(disk);
        var random = new SplittableRandom(3);
        var acknowledged = new ArrayList<HashSet<String>>();
        var removing = new HashSet<String>();
        acknowledged.add(new HashSet<>());
        for (int i = 0; i < 40; i++) {
            var now = new HashSet<>(acknowledged.get(acknowledged.size() - 1));
            if (random.nextInt(3) == 0 && spool.size() > 0) {
                var entry = spool.next(e -> true).orElseThrow();
                removing.add(entry.id());
                spool.remove(entry, "delivered");
                now.remove(entry.id());
            } else {
                add(spool, PackageType.values()[random.nextInt(7)], "p" + i, 1 + random.nextInt(20));
                now.add("p" + i);
            }
            acknowledged.add(now);
            disk.mark(acknowledged.size() - 1);
        }
        var image = Files.createTempDirectory(folder.getParent(), "image");
        var crash = new CrashDisk();
        for (var step : disk.steps()) {
            crash.apply(step);
            var marked = crash.marked() < 0 ? 0 : (int) crash.marked();
            for (int variant = 0; variant < 4; variant++) {
                CrashDisk.materialize(variant == 0 ? crash.ordered(random.nextInt(30)) : crash.random(random), image);
                var after = new Spool(UnsyncedDisk.INSTANCE, image, limits, () -> nanos, counters);
                var found = new HashMap<String, SpoolEntry>();
                after.entries().forEach(entry -> found.put(entry.id(), entry));
                // One that is being removed just now may be there or not.
                var must = new HashSet<>(acknowledged.get(marked));
                if (marked + 1 < acknowledged.size()) {
                    must.retainAll(acknowledged.get(marked + 1));
                }
                assertThat(found.keySet()).containsAll(must);
                for (var entry : after.entries()) {
                    assertThat(Digests.hex(Files.readAllBytes(entry.file()))).isEqualTo(entry.sha256());
                }
            }
        }
    }

    private Spool open(FileOps ops) {
        return new Spool(ops, folder, limits, () -> nanos, counters);
    }

    private static boolean add(Spool spool, PackageType type, String id, int bytes) {
        return spool.add(type, id, out -> out.write("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII)));
    }
}
