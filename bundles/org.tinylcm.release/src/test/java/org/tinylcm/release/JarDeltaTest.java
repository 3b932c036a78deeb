package org.tinylcm.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarDeltaTest {
    @TempDir
    Path folder;

    @Test
    void oneClassInTenMegabytesIsASmallDifference() throws IOException {
        var members = members(200, 50_000);
        var older = file("old.jar", Forge.jar("a.b", "1.0.0", members));
        members.put("c7.class", bytes(999, 4_000));
        var newer = file("new.jar", Forge.jar("a.b", "1.0.1", members));
        var delta = folder.resolve("delta");

        JarDelta.make(older, newer, delta);

        assertThat(Files.size(newer)).isGreaterThan(9_000_000);
        assertThat(Files.size(delta)).isLessThan(40_000);
        assertThat(Files.readAllBytes(apply(older, Files.readAllBytes(delta), newer)))
                .isEqualTo(Files.readAllBytes(newer));
    }

    @Test
    void anyTwoArchivesComeOutAsTheyWentIn() throws IOException {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            var members = members(1 + random.nextInt(20), 1 + random.nextInt(3000));
            var older = file("old.jar", Forge.jar("a.b", "1.0.0", members));
            for (int change = random.nextInt(5); change > 0; change--) {
                var name = "c" + random.nextInt(25) + ".class";
                if (random.nextBoolean()) {
                    members.remove(name);
                } else {
                    members.put(name, bytes(random.nextInt(), random.nextInt(2000)));
                }
            }
            var newer = file("new.jar", Forge.jar("a.b", "1.0." + i, members));
            JarDelta.make(older, newer, folder.resolve("delta"));

            assertThat(Files.readAllBytes(apply(older, Files.readAllBytes(folder.resolve("delta")), newer)))
                    .isEqualTo(Files.readAllBytes(newer));
        }
    }

    @Test
    void everyDamageIsRefusedAndLeavesNothing() throws IOException {
        var members = members(10, 500);
        var older = file("old.jar", Forge.jar("a.b", "1.0.0", members));
        members.put("new", bytes(5, 300));
        var newer = file("new.jar", Forge.jar("a.b", "1.0.1", members));
        JarDelta.make(older, newer, folder.resolve("delta"));
        var delta = Files.readAllBytes(folder.resolve("delta"));
        var random = new SplittableRandom(9);
        for (int i = 0; i < 2000; i++) {
            var bad = delta.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(Files.readAllBytes(apply(older, bad, newer))).isEqualTo(Files.readAllBytes(newer));
            } catch (RefusedException e) {
                assertThat(e.reason()).isEqualTo(RefusedException.Reason.CONTENT);
                assertThat(folder.resolve("built.jar")).doesNotExist();
            }
        }
    }

    @Test
    void aDifferenceToAnotherFileIsRefused() throws IOException {
        var older = file("old.jar", Forge.jar("a.b", "1.0.0", members(3, 500)));
        var newer = file("new.jar", Forge.jar("a.b", "1.0.1", members(4, 500)));
        JarDelta.make(older, newer, folder.resolve("delta"));
        var delta = Files.readAllBytes(folder.resolve("delta"));

        assertThatThrownBy(() -> apply(newer, delta, newer)).hasMessageContaining("another old file");
        assertThatThrownBy(() -> apply(older, delta, older)).hasMessageContaining("another file");
    }

    private Path apply(Path older, byte[] delta, Path newer) throws IOException {
        var built = folder.resolve("built.jar");
        JarDelta.apply(older, new ByteArrayInputStream(delta), built, Files.size(newer), Sha256.hex(newer));
        return built;
    }

    private static Map<String, byte[]> members(int count, int size) {
        var members = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < count; i++) {
            members.put("c" + i + ".class", bytes(i, size));
        }
        return members;
    }

    private static byte[] bytes(long seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
