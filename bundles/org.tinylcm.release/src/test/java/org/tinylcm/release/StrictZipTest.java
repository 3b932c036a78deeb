package org.tinylcm.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictZipTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatTheJdkWrites() throws IOException {
        var content = "x".repeat(5000).getBytes(StandardCharsets.UTF_8);
        try (var zip = open(Forge.jar("a.b", "1.0.0", Map.of("a/", new byte[0], "a/B.class", content)))) {
            assertThat(zip.entries()).hasSize(3);
            assertThat(zip.read(zip.find("a/B.class").orElseThrow(), 1 << 20)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/passwd", "a/../../b", "a//b", "a\\b", "C:/x", "a/./b", "a/\u0000b", "..",
        "a\nb"})
    void refusesANameThatLeadsElsewhere(String name) {
        assertThatThrownBy(() -> open(Forge.zip(Map.of(name, new byte[1])))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("name must be");
    }

    @Test
    void refusesANameThatIsThereTwice() throws IOException {
        var members = new LinkedHashMap<String, byte[]>();
        members.put("aaaa", new byte[1]);
        members.put("bbbb", new byte[1]);
        var twice = new String(Forge.zip(members), StandardCharsets.ISO_8859_1).replace("bbbb", "aaaa");

        assertThatThrownBy(() -> open(twice.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(RefusedException.class).hasMessageContaining("must occur once");
    }

    @Test
    void refusesAMemberThatUnpacksToFarMore() {
        assertThatThrownBy(() -> open(Forge.zip(Map.of("bomb", new byte[32 << 20]))))
                .isInstanceOf(RefusedException.class).hasMessageContaining("unpacks to too much");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void refusesBytesThatNobodyDescribes(String place) {
        var jar = Forge.jar("a.b", "1.0.0", Map.of());
        var more = new byte[jar.length + 10];
        System.arraycopy(jar, 0, more, place.equals("before") ? 10 : 0, jar.length);

        assertThatThrownBy(() -> open(more)).isInstanceOf(RefusedException.class);
    }

    @Test
    void everyDamageIsRefusedInOneLineOrHarmless() throws IOException {
        var jar = Forge.jar("a.b", "1.0.0", Map.of("a/B.class", "hello world, hello".getBytes(StandardCharsets.UTF_8),
                "c", new byte[3000]));
        var random = new SplittableRandom(7);
        var refused = 0;
        for (int i = 0; i < 3000; i++) {
            var bad = random.nextInt(4) == 0 ? Arrays.copyOf(jar, random.nextInt(jar.length)) : jar.clone();
            for (int n = random.nextInt(4); n >= 0 && bad.length > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try (var zip = open(bad)) {
                for (var entry : zip.entries()) {
                    assertThat(zip.read(entry, 1 << 20)).hasSize((int) entry.size());
                }
            } catch (RefusedException e) {
                assertThat(e.getMessage()).doesNotContain("\n").startsWith("test.jar: ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(2000);
    }

    @Test
    void everyDamagedManifestIsReadOrRefused() {
        var text = ("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: a.b;singleton:=true\n"
                + "Bundle-Version: 1.2.3\nImport-Package: a.b;version=\"[1,2)\",c\n").getBytes(StandardCharsets.UTF_8);
        var random = new SplittableRandom(3);
        var read = 0;
        for (int i = 0; i < 5000; i++) {
            var bad = text.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            try {
                assertThat(BundleManifest.parse(bad, "test.jar").symbolicName()).isNotBlank();
                read++;
            } catch (RefusedException e) {
                assertThat(e.getMessage()).startsWith("test.jar: ");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void readsTheHeadersOfABundle() {
        var manifest = BundleManifest.parse(("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\n"
                + "Bundle-SymbolicName: a.b;singleton:=true\nBundle-Version: 1.2.3.x\n"
                + "Import-Package: a.b;c.d;version=\"[1,2)\",e;resolution:=optional\n"
                + "Export-Package: f;version:Version=1.0;uses:=\"a,b\"\n").getBytes(StandardCharsets.UTF_8), "a.jar");

        assertThat(manifest.symbolicName()).isEqualTo("a.b");
        assertThat(manifest.version()).isEqualTo("1.2.3.x");
        assertThat(manifest.imports()).extracting(HeaderClause::paths).asString().isEqualTo("[[a.b, c.d], [e]]");
        assertThat(manifest.imports().get(0).attributes()).containsEntry("version", "[1,2)");
        assertThat(manifest.imports().get(1).directives()).containsEntry("resolution", "optional");
        assertThat(manifest.exports().get(0).attributes()).containsEntry("version", "1.0");
        assertThat(manifest.exports().get(0).directives()).containsEntry("uses", "a,b");
    }

    private StrictZip open(byte[] bytes) throws IOException {
        return StrictZip.open(Files.write(folder.resolve("test.jar"), bytes), "test.jar");
    }
}
