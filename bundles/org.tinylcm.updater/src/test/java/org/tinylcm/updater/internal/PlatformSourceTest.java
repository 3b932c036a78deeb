package org.tinylcm.updater.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.update.ArtifactDoc;
import org.tinylcm.release.Forge;
import org.tinylcm.release.JarDelta;
import org.tinylcm.release.Sha256;

class PlatformSourceTest {
    private static final int BLOCK = 4096;
    private static final int CUTS = 100;

    @TempDir
    Path folder;

    @Test
    void afterEveryCutNoByteIsFetchedTwiceBeyondOneBlock() throws Exception {
        var jar = Forge.jar("a.b", "1.0.0", Map.of("x", noise(1, 1_500_000)));
        var artifact = Forge.bundle("a.b", "1.0.0", jar);
        var random = new SplittableRandom(4);
        var platform = new FakeTransport() {
            private int cuts;
            private long wasted;

            @Override
            public Optional<Block> block(String sha256, String from, long offset, int most, boolean always)
                    throws IOException, InterruptedException {
                if (cuts < CUTS && random.nextInt(3) == 0) {
                    // The line was cut somewhere within the block.
                    cuts++;
                    wasted += random.nextInt(most);
                    throw new IOException("cut");
                }
                return super.block(sha256, from, offset, most, always);
            }
        };
        platform.files.put(artifact.sha256(), jar);
        var file = folder.resolve("fetched");
        while (!Files.exists(file)) {
            try {
                new PlatformSource(platform, BLOCK, true, bytes -> { }).fetch(artifact, null, file);
            } catch (IOException e) {
                assertThat(e).hasMessage("cut");
            }
        }
        assertThat(platform.cuts).isEqualTo(CUTS);
        assertThat(platform.served).isEqualTo(jar.length);
        assertThat(platform.wasted).isLessThanOrEqualTo((long) CUTS * BLOCK);
        assertThat(file).hasBinaryContent(jar);
    }

    @Test
    void oneChangedClassIsASmallFetch() throws Exception {
        var platform = new FakeTransport();
        var change = change(platform);
        var file = folder.resolve("fetched");

        new PlatformSource(platform, BLOCK, true, bytes -> { }).fetch(change, folder.resolve("old"), file);

        assertThat(Sha256.hex(file)).isEqualTo(change.sha256());
        assertThat(platform.served).isLessThan(change.bytes() / 10);
    }

    @Test
    void aDifferenceThatIsWrongIsReplacedByTheWhole() throws Exception {
        var platform = new FakeTransport();
        var change = change(platform);
        platform.files.replaceAll((name, bytes) -> {
            if (name.contains(" ")) {
                bytes[bytes.length / 2] ^= 1;
            }
            return bytes;
        });
        var file = folder.resolve("fetched");

        new PlatformSource(platform, BLOCK, true, bytes -> { }).fetch(change, folder.resolve("old"), file);

        assertThat(Sha256.hex(file)).isEqualTo(change.sha256());
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).doesNotContain("fetched.delta",
                    "fetched.built", "fetched.part");
        }
    }

    private ArtifactDoc change(FakeTransport platform) throws IOException {
        var members = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 40; i++) {
            members.put("c" + i, noise(i, 10_000));
        }
        var old = Files.write(folder.resolve("old"), Forge.jar("a.b", "1.0.0", members));
        members.put("c7", noise(99, 5_000));
        var jar = Forge.jar("a.b", "1.0.1", members);
        JarDelta.make(old, Files.write(folder.resolve("new"), jar), folder.resolve("difference"));
        var artifact = Forge.bundle("a.b", "1.0.1", jar);
        platform.files.put(artifact.sha256(), jar);
        platform.files.put(artifact.sha256() + " " + Sha256.hex(old),
                Files.readAllBytes(folder.resolve("difference")));
        return artifact;
    }

    private static byte[] noise(long seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
