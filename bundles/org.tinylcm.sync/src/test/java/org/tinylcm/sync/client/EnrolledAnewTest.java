package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.PackageDoc;
import org.tinylcm.protocol.PackageType;

/** A device that was enrolled anew has another id, and in its spool is what it packed under the old one. */
class EnrolledAnewTest {
    @TempDir
    Path folder;
    private FakePlatform platform;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        platform = new FakePlatform();
        bench = new Bench(folder, platform.url());
        bench.call();
    }

    @AfterEach
    void close() {
        bench.close();
        platform.close();
    }

    private void enrolAnew() throws IOException {
        Files.delete(folder.resolve("sync/device.json"));
        bench.restart();
        bench.call();
        assertThat(bench.client.deviceId()).isEqualTo("device-2");
    }

    private PackageDoc metadata(String id) throws IOException {
        return Json.read(new String(Archive.read(platform.content(id)).get("metadata.json"), StandardCharsets.UTF_8),
                PackageDoc.class, id);
    }

    @Test
    void whatWaitsGoesOutUnderTheNewIdWithNothingElseChanged() throws IOException {
        var members = List.of(Member.of("a.jsonl", Member.LINES, "{}\n".repeat(500)),
                Member.of("b.jpg", "image/jpeg", new byte[] {1, 2, 3}));
        bench.outbox.put(PackageType.QUARANTINE, "q-1", Instant.EPOCH, members);
        var event = bench.put(PackageType.DRIFT_EVENT, 70_000);
        enrolAnew();
        bench.drain(10);

        assertThat(platform.order).containsExactly("drift_event", "quarantine");
        assertThat(metadata(event).deviceId()).isEqualTo("device-2");
        var content = Archive.read(platform.content("q-1"));
        assertThat(content.keySet()).containsExactly("metadata.json", "a.jsonl", "b.jpg");
        assertThat(metadata("q-1").createdAt()).isEqualTo(Instant.EPOCH);
        assertThat(metadata("q-1").files()).allSatisfy(file -> assertThat(Digests.hex(content.get(file.path())))
                .isEqualTo(file.sha256()));
        assertThat(bench.device.notes).containsSubsequence("package-readdressed", "package-readdressed");
        assertThat(bench.counters.snapshot()).containsEntry("packages.readdressed.quarantine", 1L)
                .containsEntry("packages.delivered.quarantine", 1L);
    }

    @Test
    void aHalfSentPackageBeginsAgainUnderTheNewId() throws IOException {
        var id = bench.put(PackageType.OPERATIONAL_LOGS, 4_500_000);
        bench.upload();
        assertThat(platform.uploads.get(id).bytes.size()).isPositive();
        // To a platform an upload belongs to its device: the new one has none.
        platform.uploads.clear();
        enrolAnew();
        bench.drain(10);

        assertThat(platform.completed()).containsExactly(id);
        assertThat(metadata(id).deviceId()).isEqualTo("device-2");
    }

    @Test
    void itIsSentInTheCompressionOfTheNewPlatform() throws IOException {
        platform.compressions = List.of("gzip", "zstd");
        bench.call();
        var id = bench.put(PackageType.METRICS, 3000);
        platform.compressions = null;
        enrolAnew();
        bench.drain(10);

        assertThat(metadata(id).deviceId()).isEqualTo("device-2");
        assertThat(Archive.read(platform.content(id)).get("data.bin")).hasSize(3000);
    }

    @Test
    void whatWasPackedBeforeAnyRegistrationStaysAsItIs() throws IOException {
        try (var first = new Bench(folder.resolve("first"), platform.url())) {
            var id = first.put(PackageType.METRICS, 100);
            var digest = first.spool.next(e -> true).orElseThrow().sha256();
            first.call();
            first.drain(10);

            assertThat(platform.uploads.get(id).sha256).isEqualTo(digest);
            assertThat(metadata(id).deviceId()).isNull();
        }
    }

    /** At its beginning, and where it is found only when it has been half written. */
    @Test
    void whatCannotBeReadIsSentAsItIsAndHoldsUpNobody() throws IOException {
        for (var at : new int[] {20, 40_000}) {
            var id = bench.put(PackageType.DRIFT_EVENT, 100_000);
            var entry = bench.spool.next(e -> true).orElseThrow();
            var bytes = Files.readAllBytes(entry.file());
            Arrays.fill(bytes, at, at + 200, (byte) 0x55);
            Files.write(entry.file(), bytes);
            var other = bench.put(PackageType.METRICS, 100);
            Files.delete(folder.resolve("sync/device.json"));
            bench.restart();
            bench.call();
            bench.drain(30);

            assertThat(platform.uploads).containsKeys(id, other);
            assertThat(platform.completed()).contains(other);
            assertThat(bench.spool.size()).isZero();
        }
    }
}
