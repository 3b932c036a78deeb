package org.tinylcm.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.release.Sha256;
import org.tinylcm.release.set.BootRecord;
import org.tinylcm.release.set.Distribution;
import org.tinylcm.release.set.SetFile;
import org.tinylcm.release.set.SetFile.Item;
import org.tinylcm.release.set.UpdateFolder;

class StartSetTest {
    @TempDir
    Path folder;
    private Path bundles;
    private UpdateFolder update;

    @BeforeEach
    void aDistributionOfTwoBundles() throws IOException {
        bundles = Files.createDirectories(folder.resolve("bundles"));
        Files.writeString(bundles.resolve("a.jar"), "a1");
        Files.writeString(bundles.resolve("b.jar"), "b1");
        update = new UpdateFolder(folder.resolve("data/update"));
        Files.createDirectories(folder.resolve("data/cache"));
    }

    @Test
    void withoutAnUpdateTheDistributionIsStarted() throws IOException {
        assertThat(content(start())).isEqualTo(Map.of("a.jar", "a1", "b.jar", "b1"));
        assertThat(update.root()).doesNotExist();
    }

    @Test
    void theActiveSetIsStartedWithItsConfiguration() throws IOException {
        write(1, "b2", "7");
        BootRecord.confirmed(1, 0).write(update.boot());

        assertThat(content(start())).isEqualTo(Map.of("a.jar", "a1", "b.jar", "b2"));
        assertThat(Files.readString(update.etc().resolve("x.cfg"))).contains("k=7");
    }

    @Test
    void aSetThatIsNotConfirmedWithinThreeStartsIsLeft() throws IOException {
        write(1, "b2", "7");
        BootRecord.DISTRIBUTION.trial(1).write(update.boot());
        for (int i = 0; i < 3; i++) {
            var set = start();
            assertThat(content(set)).containsEntry("b.jar", "b2");
            assertThat(set.undecided()).isTrue();
            set.note("while b was started");
        }
        Files.writeString(folder.resolve("data/cache/old"), "");

        assertThat(content(start())).containsEntry("b.jar", "b1");
        var boot = BootRecord.read(update.boot());
        assertThat(boot.state()).isEqualTo(BootRecord.State.REVERTED);
        assertThat(boot.reason()).contains("3 starts", "while b was started");
        assertThat(update.etc()).isEmptyDirectory();
        assertThat(folder.resolve("data/cache")).isEmptyDirectory();
    }

    @Test
    void aSetWithADamagedFileIsLeft() throws IOException {
        write(1, "b2", "7");
        write(2, "b3", "8");
        BootRecord.confirmed(2, 1).write(update.boot());
        Files.writeString(update.artifact(sha("b3")), "b4");

        assertThat(content(start())).containsEntry("b.jar", "b2");
        assertThat(BootRecord.read(update.boot()).reason()).contains("b 1.0.0 is missing or damaged");
    }

    @Test
    void anExchangedDistributionWins() throws IOException {
        write(1, "b2", "7");
        BootRecord.confirmed(1, 0).write(update.boot());
        Files.writeString(bundles.resolve("a.jar"), "a9");

        assertThat(content(start())).isEqualTo(Map.of("a.jar", "a9", "b.jar", "b1"));
        assertThat(BootRecord.read(update.boot()).active()).isZero();
    }

    @Test
    void aCacheThatMayHoldAMixtureIsEmptiedUntilItIsFilledAnew() throws IOException {
        write(1, "b2", "7");
        BootRecord.confirmed(1, 0).write(update.boot());
        Files.writeString(update.unclean(), "");
        Files.writeString(folder.resolve("data/cache/old"), "");

        var set = start();
        assertThat(folder.resolve("data/cache")).isEmptyDirectory();
        assertThat(update.unclean()).exists();
        set.installed();
        assertThat(update.unclean()).doesNotExist();
    }

    private StartSet start() throws IOException {
        return StartSet.prepare(bundles, folder.resolve("data"));
    }

    private void write(long id, String b, String value) throws IOException {
        update.create();
        Files.writeString(update.artifact(sha(b)), b);
        var items = new TreeMap<String, Item>();
        items.put("a.jar", new Item("a", "1.0.0", sha("a1")));
        items.put("b.jar", new Item("b", "1.0.0", sha(b)));
        new SetFile(id, "r" + id, id, 0, "digest", Distribution.read(bundles).digest(), items, null,
                Map.of("x", Map.of("k", value))).write(update.set(id));
    }

    private static String sha(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> content(StartSet set) throws IOException {
        var content = new TreeMap<String, String>();
        for (var jar : set.jars().entrySet()) {
            content.put(jar.getKey(), Files.readString(jar.getValue().file()));
        }
        return content;
    }
}
