package org.tinylcm.state.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.input.BadInputException;

class SnapshotFuzzTest {
    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(6);

    @Test
    void refusesEveryMutatedFileAndKeepsTheOthers() throws IOException {
        var manager = new FileStateManager(UnsyncedDisk.INSTANCE, folder, 10, Clock.systemUTC(), List.of());
        manager.snapshot("p", "first", States.every());
        var second = manager.snapshot("p", "second", States.generation(1, 50));
        var file = folder.resolve("snapshot-" + second.id() + ".json");
        var block = folder.resolve(SnapshotFormat.blockName(Files.readAllBytes(file)));
        for (var round = 0; round < 1500; round++) {
            var victim = round % 3 == 0 ? block : file;
            var sound = Files.readAllBytes(victim);
            var mutant = mutate(sound);
            Files.delete(victim);
            Files.write(victim, mutant);
            if (!Arrays.equals(sound, mutant)) {
                refused(() -> manager.read(second.id()));
                assertThat(manager.snapshots()).hasSize(1);
            }
            Files.delete(victim);
            Files.write(victim, sound);
        }
        assertThat(manager.snapshots()).hasSize(2);
    }

    /** With a checksum that fits, so that what lies behind it is reached. */
    @Test
    void readsOrRefusesEveryMutatedContent() {
        var format = new SnapshotFormat(List.of());
        var encoded = format.encode(new Snapshot("00000001", "snapshot", Clock.systemUTC().instant(), "r", "p",
                States.every()));
        var text = new String(encoded.json(), StandardCharsets.UTF_8);
        var body = text.substring(text.indexOf('\n', 3) + 1).getBytes(StandardCharsets.UTF_8);
        var refused = 0;
        for (var round = 0; round < 20_000; round++) {
            var mutant = SnapshotFormat.seal("{\n" + new String(mutate(body), StandardCharsets.UTF_8));
            refused += refused(() -> format.decode("f.json", mutant, name -> encoded.block())) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void refusesNestingWithoutEnd() {
        var format = new SnapshotFormat(List.of());
        for (var opening : List.of("[", "{\"a\":")) {
            var json = SnapshotFormat.seal("{\n\"a\":" + opening.repeat(1_000_000));
            assertThat(refused(() -> format.decode("f.json", json, name -> new byte[0]))).isTrue();
        }
    }

    private static boolean refused(Runnable action) {
        try {
            action.run();
            return false;
        } catch (BadInputException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
            return true;
        }
    }

    private byte[] mutate(byte[] sound) {
        var bytes = sound.clone();
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
            case 2 -> {
                var from = random.nextInt(bytes.length);
                var length = Math.min(random.nextInt(60), bytes.length - from);
                System.arraycopy(sound, random.nextInt(bytes.length - length), bytes, from, length);
            }
            case 3 -> {
                var interesting = "\"{}[],:#-0123456789eE.tn\\\u0000".getBytes(StandardCharsets.UTF_8);
                for (var i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = interesting[random.nextInt(interesting.length)];
                }
            }
            default -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
