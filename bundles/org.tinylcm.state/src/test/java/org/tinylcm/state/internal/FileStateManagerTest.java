package org.tinylcm.state.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.CrashDisk;
import org.tinylcm.durable.FileOps;
import org.tinylcm.durable.RecordingDisk;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.input.BadInputException;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.SnapshotInfo;

class FileStateManagerTest {
    private static final String PACK = "0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void givesBackEveryTypeOfValueBitForBit() {
        manager().save(PACK, States.every());

        States.assertSame(manager().latest(PACK), States.every());
    }

    @Test
    void givesBackRandomStatesBitForBit() {
        var random = new SplittableRandom(4);
        var manager = manager();
        for (var i = 0; i < 300; i++) {
            var states = States.random(random);
            States.assertSame(manager.read(manager.snapshot(PACK, "round " + i, states).id()).orElseThrow(), states);
        }
    }

    @Test
    void refusesAStateThatItCouldNotReadBackAndKeepsTheOld() {
        var manager = manager();
        manager.save(PACK, States.generation(1, 3));
        var list = new ArrayList<Object>();
        list.add(list);
        for (var value : List.of(new Object(), list, 'c', "x".repeat(Limits.STRING + 1))) {
            assertThatThrownBy(() -> manager.save(PACK, Map.of("a", new ComponentState(1, Map.of("v", value), Map.of()))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(States.generation(manager.latest(PACK))).isEqualTo(1);
    }

    @Test
    void knowsNothingOfAnotherPack() {
        var manager = manager();
        assertThat(manager.latest(PACK)).isEmpty();
        manager.save(PACK, States.generation(1, 3));
        manager.save("other", States.generation(2, 3));

        assertThat(States.generation(manager.latest(PACK))).isEqualTo(1);
        assertThat(States.generation(manager.latest("other"))).isEqualTo(2);
        assertThat(manager.latest("third")).isEmpty();
    }

    @Test
    void takesTheFileBeforeWhenTheNewestIsDamaged() throws IOException {
        for (var i = 1; i <= 5; i++) {
            manager().save(PACK, States.generation(i, 3));
        }
        damage(newest("latest"));
        assertThat(States.generation(manager().latest(PACK))).isEqualTo(4);

        manager().save(PACK, States.generation(6, 3));
        damage(newest("latest"));
        assertThat(States.generation(manager().latest(PACK))).isEqualTo(4);
    }

    @Test
    void takesTheFileBeforeWhenTheBlockOfTheNewestIsDamagedOrGone() throws IOException {
        manager().save(PACK, States.generation(1, 3));
        manager().save(PACK, States.generation(2, 3));
        var block = folder.resolve(SnapshotFormat.blockName(Files.readAllBytes(newest("latest"))));
        damage(block);
        assertThat(States.generation(manager().latest(PACK))).isEqualTo(1);
        Files.delete(block);
        assertThat(States.generation(manager().latest(PACK))).isEqualTo(1);

        manager().save(PACK, States.generation(2, 3));
        assertThat(States.generation(manager().latest(PACK))).isEqualTo(2);
    }

    @Test
    void takesTheNewestSnapshotWhenEveryLatestFileIsDamaged() throws IOException {
        var manager = manager();
        manager.snapshot(PACK, "before", States.generation(1, 3));
        manager.save(PACK, States.generation(2, 3));
        damage(newest("latest"));

        assertThat(States.generation(manager().latest(PACK))).isEqualTo(1);
    }

    @Test
    void keepsTheNewestSnapshotsAndNoBlockThatNobodyNames() throws IOException {
        var manager = manager(3);
        for (var i = 1; i <= 8; i++) {
            manager.snapshot(PACK, "n" + i, States.generation(i, 10));
            manager.save(PACK, States.generation(100 + i, 10));
        }

        assertThat(manager.snapshots()).extracting(SnapshotInfo::reason).containsExactly("n8", "n7", "n6");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2 * (3 + 2));
        }
    }

    @Test
    void keepsTwoGenerationsOfTheThreePacksSavedLast() {
        var manager = manager();
        for (var pack = 0; pack < 5; pack++) {
            for (var i = 0; i < 4; i++) {
                manager.save("pack" + pack, States.generation(10 * pack + i, 1));
            }
        }
        assertThat(manager.latest("pack1")).isEmpty();
        assertThat(States.generation(manager.latest("pack2"))).isEqualTo(23);
        assertThat(folder.toFile().list((dir, name) -> name.startsWith("latest"))).hasSize(6);
    }

    @Test
    void sharesOneBlockBetweenEqualStates() {
        var manager = manager();
        for (var i = 0; i < 5; i++) {
            manager.snapshot(PACK, "same", States.generation(1, 1000));
        }
        assertThat(folder.toFile().list((dir, name) -> name.endsWith(".bin"))).hasSize(1);
    }

    @Test
    void ordersIdsByAgeWhateverTheClockDoes() {
        var ids = new ArrayList<String>();
        for (var years : List.of(30, -30, 0, 10, -40)) {
            var clock = Clock.offset(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC),
                    Duration.ofDays(365L * years));
            var manager = new FileStateManager(UnsyncedDisk.INSTANCE, folder, 10, clock, List.of());
            ids.add(manager.snapshot(PACK, "", States.generation(ids.size(), 1)).id());
            manager.save(PACK, States.generation(ids.size(), 1));
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(manager().snapshots()).extracting(SnapshotInfo::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(States.generation(manager().latest(PACK))).isEqualTo(5);
    }

    @Test
    void describesASnapshot() throws IOException {
        var info = manager().snapshot(PACK, "before adaptation shoe_1", States.every());

        assertThat(manager().snapshots()).containsExactly(info);
        assertThat(info.components()).containsExactly("every type", "second");
        assertThat(info.modelId()).isEqualTo(PACK);
        try (var files = Files.list(folder)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isEqualTo(info.bytes());
        }
        assertThat(manager().read("00000099")).isEmpty();
        assertThat(manager().read("../../x")).isEmpty();
    }

    @Test
    void saysWhatDiffers() {
        var manager = manager();
        var older = manager.snapshot(PACK, "", Map.of("knn", new ComponentState(1,
                Map.of("count", 3, "on", true, "deep", Map.of("mean", 0.5), "list", List.of(1, 2, 3)),
                Map.of("same", new float[9], "v", new float[] {1, 2, 3})), "gone", new ComponentState(2, Map.of(), Map.of())));
        var newer = manager.snapshot(PACK, "", Map.of("knn", new ComponentState(2,
                Map.of("count", 4, "deep", Map.of("mean", Double.NaN), "list", List.of(1, 5), "new", "x"),
                Map.of("same", new float[9], "v", new float[] {1, 7, 3, 4}))));

        assertThat(manager.diff(older.id(), newer.id())).containsExactly(
                "gone: version 2 -> absent",
                "knn.version: 1 -> 2",
                "knn.count: 3 -> 4",
                "knn.deep.mean: 0.5 -> NaN",
                "knn.list: 3 entries -> 2 entries (1 of the common 2 changed)",
                "knn.new: absent -> x",
                "knn.on: true -> absent",
                "knn.v: 3 values -> 4 values (1 of the common 3 changed)");
        assertThat(manager.diff(older.id(), older.id())).isEmpty();
        assertThatThrownBy(() -> manager.diff(older.id(), "00000099")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("00000099");
    }

    @Test
    void holdsTheOldOrTheNewStateWhereverThePowerGoes() throws IOException {
        var disk = new RecordingDisk(folder);
        var manager = new FileStateManager(disk, folder, 2, Clock.systemUTC(), List.of());
        for (var i = 0; i < 12; i++) {
            manager.save(PACK, States.generation(i, 20));
            disk.mark(i);
            manager.snapshot(PACK, "n" + i, States.generation(i % 3, 20));
        }

        var images = Files.createDirectory(folder.resolve("images"));
        var crash = new CrashDisk();
        var random = new SplittableRandom(5);
        var checked = 0;
        for (var step : disk.steps()) {
            crash.apply(step);
            for (var cut = 0; cut < 12; cut++) {
                CrashDisk.materialize(cut < 4 ? crash.ordered(cut * cut * 25) : crash.random(random), images);
                var opened = new FileStateManager(UnsyncedDisk.INSTANCE, images, 2, Clock.systemUTC(), List.of());
                var latest = opened.latest(PACK);
                if (crash.marked() >= 0) {
                    assertThat(States.generation(latest)).isIn(crash.marked(), crash.marked() + 1);
                }
                assertThat(opened.snapshots().size()).isGreaterThanOrEqualTo((int) Math.min(2, crash.marked()));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(2000);
    }

    @Test
    void keepsWhatItHasWhenTheDiskIsFullAndRecovers() throws IOException {
        var disk = new RecordingDisk(folder);
        var manager = new FileStateManager(disk, folder, 2, Clock.systemUTC(), List.of());
        manager.save(PACK, States.generation(1, 20));
        for (var step = 0; step < 12; step++) {
            var generation = step + 2L;
            disk.failFrom(step, "No space left on device");
            assertThatThrownBy(() -> manager.save(PACK, States.generation(generation, 20)))
                    .isInstanceOf(UncheckedIOException.class).hasMessageContaining("No space left on device");
            assertThat(States.generation(manager().latest(PACK))).isIn(1L, generation);
        }
        disk.heal();
        manager.save(PACK, States.generation(99, 20));
        assertThat(States.generation(manager().latest(PACK))).isEqualTo(99);
    }

    @Test
    void readsTheCommittedSnapshotOfSchemaOne() throws IOException {
        try (var golden = Files.list(Path.of("src/test/resources/state/v1"))) {
            for (var file : golden.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        States.assertSame(manager().read("00000007").orElseThrow(), States.every());
    }

    @Test
    void liftsAnOlderSchemaByItsMigration() throws IOException {
        var old = SnapshotFormat.seal("{\n  \"format\": \"tinylcm-state\", \"schema\": 0, \"what\": \"snapshot\","
                + "\"id\": \"00000001\", \"at\": \"2026-01-01T00:00:00Z\", \"reason\": \"\", \"modelId\": \"p\","
                + "\"components\": {\"a\": {\"version\": 1, \"values\": {\"n\": 5}, \"vectors\": {}}}}\n");
        Files.write(folder.resolve("snapshot-00000001.json"), old);
        var renamesWhat = new Migration() {
            @Override
            public int from() {
                return 0;
            }

            @Override
            public Map<String, Object> lift(Map<String, Object> document) {
                document.put("kind", document.remove("what"));
                return document;
            }
        };

        var manager = new FileStateManager(FileOps.disk(), folder, 2, Clock.systemUTC(), List.of(renamesWhat));
        assertThat(manager.read("00000001").orElseThrow().get("a").number("n")).isEqualTo(5);
        assertThatThrownBy(() -> manager().read("00000001")).isInstanceOf(BadInputException.class)
                .hasMessageContaining("snapshot-00000001.json: $.schema: must be 1, not 0");
    }

    private FileStateManager manager() {
        return manager(10);
    }

    private FileStateManager manager(int keep) {
        return new FileStateManager(UnsyncedDisk.INSTANCE, folder, keep, Clock.systemUTC(), List.of());
    }

    private Path newest(String kind) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(kind)).sorted().reduce((a, b) -> b)
                    .orElseThrow();
        }
    }

    private static void damage(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
