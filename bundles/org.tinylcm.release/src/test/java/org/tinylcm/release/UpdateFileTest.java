package org.tinylcm.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.update.SignedDoc;

class UpdateFileTest {
    private static final byte[] JAR = Forge.jar("a.b", "1.0.0", Map.of("c", new byte[2000]));

    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasPutIn() throws IOException {
        var artifact = Forge.bundle("a.b", "1.0.0", JAR);
        try (var file = UpdateFile.open(write())) {
            assertThat(file.release()).isEqualTo(signed());
            assertThat(file.has(artifact.sha256())).isTrue();
            file.extract(artifact, folder.resolve("out.jar"));
        }
        assertThat(Files.readAllBytes(folder.resolve("out.jar"))).isEqualTo(JAR);
    }

    @Test
    void anArtifactThatIsNotWhatWasSignedDoesNotComeOut() throws IOException {
        var other = Forge.jar("a.b", "1.0.0", Map.of("c", new byte[2001]));
        var sha256 = Sha256.hex(JAR);
        var file = folder.resolve("swapped.tlcu");
        try (var out = Files.newOutputStream(file)) {
            UpdateFile.write(signed(), List.of(), Map.of(sha256, Files.write(folder.resolve("other"), other)), out);
        }
        try (var update = UpdateFile.open(file)) {
            assertThatThrownBy(() -> update.extract(Forge.bundle("a.b", "1.0.0", JAR), folder.resolve("out.jar")))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("not the file that was signed");
        }
        assertThat(folder.resolve("out.jar")).doesNotExist();
    }

    @Test
    void refusesMembersThatDoNotBelongAndAnotherOrder() {
        for (var names : List.of(List.of("artifacts/x", "release.json"), List.of("release.json", "run.sh"),
                List.of("keys.json"))) {
            var members = new LinkedHashMap<String, byte[]>();
            names.forEach(name -> members.put(name, new byte[1]));
            assertThatThrownBy(() -> UpdateFile.open(Files.write(folder.resolve("bad.tlcu"), Forge.zip(members))))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("bad.tlcu");
        }
    }

    @Test
    void everyDamagedFileIsRefusedOrStillTheSame() throws IOException {
        var good = Files.readAllBytes(write());
        var random = new SplittableRandom(2);
        var artifact = Forge.bundle("a.b", "1.0.0", JAR);
        for (int i = 0; i < 1500; i++) {
            var bad = random.nextInt(5) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (bad.length > 0) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            var out = folder.resolve("out" + i);
            try (var file = UpdateFile.open(Files.write(folder.resolve("bad.tlcu"), bad))) {
                file.extract(artifact, out);
                assertThat(Files.readAllBytes(out)).isEqualTo(JAR);
            } catch (RefusedException e) {
                assertThat(out).doesNotExist();
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }

    @Test
    void keysComeBackFromTheirFilesAndAreTheirOwnersOnly() throws IOException {
        var keys = Ed25519.newKeys();
        KeyFiles.write(folder.resolve("keys"), "release", keys);
        var secret = folder.resolve("keys/release.key");

        assertThat(KeyFiles.privateKey(secret)).isEqualTo(keys.getPrivate());
        assertThat(KeyFiles.publicKey(folder.resolve("keys/release.pub"))).isEqualTo(keys.getPublic());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))).isEqualTo("rw-------");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> KeyFiles.privateKey(secret)).hasMessageContaining("chmod 600");
    }

    private static SignedDoc signed() {
        return new SignedDoc(1, "e30=", List.of());
    }

    private Path write() throws IOException {
        var file = folder.resolve("a.tlcu");
        try (var out = Files.newOutputStream(file)) {
            UpdateFile.write(signed(), List.of(signed()), Map.of(Sha256.hex(JAR),
                    Files.write(folder.resolve("jar"), JAR)), out);
        }
        return file;
    }
}
