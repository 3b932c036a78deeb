package org.tinylcm.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.release.Forge;
import org.tinylcm.release.TrustStore;
import org.tinylcm.release.UpdateFile;

class SignTest {
    @TempDir
    Path folder;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void makesKeysAndADistribution() throws IOException {
        for (var name : new String[] {"root", "root2", "release", "release2"}) {
            assertThat(sign("keys", "new", name)).isZero();
        }
        var bundles = Files.createDirectories(folder.resolve("dist/bundles"));
        Files.write(bundles.resolve("a.jar"), Forge.jar("org.tinylcm.a", "1.0.0", Map.of("a", new byte[10])));
        Files.write(bundles.resolve("b.jar"), Forge.jar("org.tinylcm.b", "1.0.0", Map.of("b", new byte[10])));
        Files.write(folder.resolve("b2.jar"), Forge.jar("org.tinylcm.b", "1.1.0", Map.of("b", new byte[11])));
    }

    @Test
    void aPrivateKeyIsItsOwnersOnlyAndIsNeverReplaced() throws IOException {
        var key = folder.resolve("keys/release.key");
        var before = Files.readString(key);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        assertThat(sign("keys", "new", "release")).isOne();
        assertThat(Files.readString(key)).isEqualTo(before);
    }

    @Test
    void aDeviceTakesWhatWasSignedHere() throws IOException {
        assertThat(sign("keyring", "--root", "root", "--release", "release", "--out", at("ring.json"))).isZero();
        assertThat(release()).as(errors.toString()).isZero();

        var trust = TrustStore.root(Documents.read(folder.resolve("ring.json")));
        try (var update = UpdateFile.open(folder.resolve("r.tlcu"))) {
            var release = trust.release(update.release(), Instant.now());
            assertThat(release.artifacts()).extracting("name", "version").asString()
                    .contains("(\"org.tinylcm.a\", \"1.0.0\")", "(\"org.tinylcm.b\", \"1.1.0\")");
            assertThat(release.artifacts()).filteredOn(a -> update.has(a.sha256())).hasSize(1);
            assertThat(release.configuration()).containsEntry("org.tinylcm.b", Map.of("k", "7"));
        }
        assertThat(sign("verify", "--keyring", at("ring.json"), at("r.tlcu"))).isZero();
    }

    @Test
    void aSecondSignatureMakesTheThresholdFull() {
        assertThat(sign("keyring", "--root", "root", "--root", "root2", "--release", "release", "--release",
                "release2", "--threshold", "2", "--out", at("ring.json"))).isZero();
        assertThat(release()).isZero();

        assertThat(sign("verify", "--keyring", at("ring.json"), at("r.tlcu"))).isOne();
        assertThat(errors.toString()).contains("1 valid signatures", "needed: 2");
        assertThat(sign("add", "--key", "release2", at("r.tlcu"))).isZero();
        assertThat(sign("verify", "--keyring", at("ring.json"), at("r.tlcu"))).isZero();
    }

    @Test
    void aKeyRingFollowsTheOneBeforeOnlyWithItsRootKeys() {
        assertThat(sign("keyring", "--root", "root", "--release", "release", "--out", at("1.json"))).isZero();

        assertThat(sign("keyring", "--root", "root2", "--release", "release2", "--follows", at("1.json"), "--out",
                at("2.json"))).isOne();
        assertThat(folder.resolve("2.json")).doesNotExist();
        assertThat(sign("keyring", "--root", "root2", "--release", "release2", "--follows", at("1.json"),
                "--sign-with", "root", "--out", at("2.json"))).isZero();
    }

    private int release() {
        return sign("release", "--from", at("dist"), "--replace", at("b2.jar"), "--name", "1.1", "--number", "1",
                "--set", "org.tinylcm.b/k=7", "--key", "release", "--out", at("r.tlcu"));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private int sign(String... arguments) {
        var line = Main.commandLine().setErr(new PrintWriter(errors, true));
        var all = new ArrayList<>(List.of(arguments));
        if (!arguments[0].equals("verify")) {
            all.add("--keys");
            all.add(at("keys"));
        }
        return line.execute(all.toArray(String[]::new));
    }
}
