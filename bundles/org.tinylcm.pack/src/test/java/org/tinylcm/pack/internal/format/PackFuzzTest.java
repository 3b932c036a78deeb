package org.tinylcm.pack.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.input.BadInputException;

/** Whatever the bytes are: a whole pack or a BadInputException. */
class PackFuzzTest {
    @TempDir
    Path folder;

    @Test
    void damagedFilesAreRefused() throws IOException {
        var good = Packs.images(folder, "good");
        var valid = Files.readAllBytes(good);
        var id = PackReader.read(good, new BackboneStore(folder.resolve("models"))).id();
        var refused = 0;
        var random = new SplittableRandom(11);
        for (int i = 0; i < 2000; i++) {
            var answer = read(mutate(valid, random));
            // A few bytes of zip's directory mean nothing; whatever is accepted must be the good pack.
            assertThat(answer).isIn(id, "");
            refused += answer.isEmpty() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(1800);
    }

    @Test
    void wellSignedNonsenseIsRefusedOrHarmless() throws IOException {
        var members = Packs.members(Packs.vectors(folder, "good"));
        var names = new ArrayList<>(members.keySet());
        names.remove(PackRules.MANIFEST);
        var random = new SplittableRandom(13);
        var accepted = 0;
        for (int i = 0; i < 1500; i++) {
            var changed = new TreeMap<>(members);
            var name = names.get(random.nextInt(names.size()));
            changed.put(name, mutate(members.get(name), random));
            accepted += read(Packs.sealed(changed, json -> { })).isEmpty() ? 0 : 1;
        }
        assertThat(accepted).isLessThan(1200);
    }

    @Test
    void nonsenseInPackJsonIsRefusedOrHarmless() throws IOException {
        var members = Packs.members(Packs.images(folder, "good"));
        var random = new SplittableRandom(17);
        for (int i = 0; i < 1500; i++) {
            var changed = new TreeMap<>(members);
            changed.put(PackRules.MANIFEST, mutate(members.get(PackRules.MANIFEST), random));
            read(Packs.plain(changed));
        }
    }

    private String read(byte[] bytes) throws IOException {
        try {
            var zip = new PackZip(new MemoryChannel(bytes), "bad.tlcm");
            return PackReader.read(zip, "bad.tlcm", new BackboneStore(folder.resolve("models"))).id();
        } catch (BadInputException e) {
            assertThat(e.getMessage()).startsWith("bad.tlcm: ").doesNotContain("\n");
            return "";
        }
    }

    private static byte[] mutate(byte[] valid, SplittableRandom random) {
        var bytes = valid.clone();
        for (int changes = random.nextInt(1, 4); changes > 0 && bytes.length > 1; changes--) {
            var at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 9));
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
            }
        }
        return bytes;
    }
}
