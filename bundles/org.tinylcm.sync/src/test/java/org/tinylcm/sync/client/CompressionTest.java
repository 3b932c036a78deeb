package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.PackageType;

class CompressionTest {
    private static final List<String> BOTH = List.of("gzip", "zstd");
    @TempDir
    Path folder;
    private FakePlatform platform;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        platform = new FakePlatform();
        bench = new Bench(folder, platform.url());
    }

    @AfterEach
    void close() {
        bench.close();
        platform.close();
    }

    @Test
    void packsInZstdOnceThePlatformSaysThatItTakesIt() throws IOException {
        var before = bench.put(PackageType.METRICS, 2000);
        platform.compressions = BOTH;
        bench.call();
        var after = bench.put(PackageType.METRICS, 2000);
        bench.drain(10);

        assertThat(platform.uploads.get(before).mediaType).isEqualTo("application/gzip");
        assertThat(platform.uploads.get(after).mediaType).isEqualTo("application/zstd");
        assertThat(platform.content(after)).startsWith(0x28, 0xb5, 0x2f, 0xfd);
        assertThat(Archive.read(gzip(platform.content(after))).get("data.bin")).hasSize(2000);
    }

    @Test
    void staysWithGzipForAPlatformThatSaysNothingOrSomethingUnknown() {
        for (var taken : Arrays.asList(null, List.of("gzip", "brotli"), List.<String>of())) {
            platform.compressions = taken;
            bench.call();

            assertThat(bench.client.compression()).isEqualTo(Compression.GZIP);
        }
    }

    @Test
    void whatWasPackedForAnotherPlatformIsPackedAnewAndKeepsItsPlace() throws IOException {
        platform.compressions = BOTH;
        bench.call();
        var event = bench.put(PackageType.DRIFT_EVENT, 3000);
        var logs = bench.put(PackageType.OPERATIONAL_LOGS, 3000);
        platform.compressions = null;
        bench.restart();
        bench.call();
        var later = bench.put(PackageType.DRIFT_EVENT, 100);
        bench.drain(20);

        assertThat(platform.completed()).containsExactlyInAnyOrder(event, logs, later);
        assertThat(platform.order).containsExactly("drift_event", "drift_event", "operational_logs");
        assertThat(Archive.read(platform.content(event)).get("data.bin")).hasSize(3000);
        assertThat(bench.spool.bytes()).isZero();
    }

    @Test
    void waitsUntilItKnowsWhatThePlatformTakes() {
        platform.compressions = BOTH;
        bench.call();
        bench.put(PackageType.DRIFT_EVENT, 100);
        bench.restart();
        bench.upload();
        assertThat(platform.order).isEmpty();
        bench.call();
        bench.upload();

        assertThat(platform.order).containsExactly("drift_event");
    }

    @Test
    void anUploadThatHasBegunGoesOnAsItIs() {
        platform.compressions = BOTH;
        bench.call();
        var id = bench.put(PackageType.OPERATIONAL_LOGS, 4_500_000);
        bench.upload();
        platform.compressions = null;
        bench.restart();
        bench.call();
        bench.drain(10);

        assertThat(platform.completed()).containsExactly(id);
        assertThat(platform.uploads.get(id).mediaType).isEqualTo("application/zstd");
    }

    @Test
    void aPowerCutInTheMiddleOfAReplacementLeavesOnePackage() throws IOException {
        platform.compressions = BOTH;
        bench.call();
        var id = bench.put(PackageType.METRICS, 500);
        var zstd = bench.spool.next(e -> true).orElseThrow();
        var kept = Files.readAllBytes(zstd.file());
        bench.spool.change(zstd, out -> PackageEnvelope.of(zstd).write(null, Compression.GZIP, out));
        var gzip = bench.spool.next(e -> true).orElseThrow();
        assertThat(gzip.compression()).isEqualTo(Compression.GZIP);
        assertThat(List.of(gzip.sequence(), gzip.madeAt(), gzip.id())).isEqualTo(
                List.of(zstd.sequence(), zstd.madeAt(), id));
        Files.write(zstd.file(), kept);
        bench.restart();

        assertThat(bench.spool.size()).isOne();
        try (var files = Files.list(folder.resolve("spool"))) {
            assertThat(files).hasSize(1);
        }
        assertThat(bench.spool.bytes()).isIn((long) kept.length, gzip.bytes());
    }

    @Test
    void theSameContentHasTheSameBytes() throws IOException {
        var members = List.of(Member.of("a.txt", "text/plain", "line\n".repeat(1000)));
        for (var compression : Compression.values()) {
            assertThat(packed(compression, members)).as(compression.id()).isEqualTo(packed(compression, members));
        }
    }

    @Test
    void withoutTheBundleThereIsNoZstdAndNothingElseMissing() throws Exception {
        var classes = Compression.class.getProtectionDomain().getCodeSource().getLocation();
        try (var alone = new URLClassLoader(new java.net.URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            var compression = alone.loadClass(Compression.class.getName());
            var available = compression.getMethod("available");

            assertThat(available.invoke(compression.getField("ZSTD").get(null))).isEqualTo(false);
            assertThat(available.invoke(compression.getField("GZIP").get(null))).isEqualTo(true);
        }
        assertThat(Compression.ZSTD.available()).isTrue();
    }

    private static byte[] packed(Compression compression, List<Member> members) throws IOException {
        var out = new ByteArrayOutputStream();
        new PackageWriter("0.1", () -> compression).write(out, PackageType.METRICS, "p-1", null, null, Instant.EPOCH,
                members);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] zstd) throws IOException {
        var out = new ByteArrayOutputStream();
        try (InputStream in = Compression.ZSTD.unpack(new ByteArrayInputStream(zstd));
                var packed = Compression.GZIP.pack(out)) {
            in.transferTo(packed);
        }
        return out.toByteArray();
    }
}
