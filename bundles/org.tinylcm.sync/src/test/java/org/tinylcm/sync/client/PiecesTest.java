package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.input.BadInputException;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.PackageDoc;
import org.tinylcm.protocol.PackageType;

class PiecesTest {

    @ParameterizedTest
    @CsvSource({"22-6,23,true", "22-6,5,true", "22-6,6,false", "22-6,12,false", "8-18,8,true", "8-18,18,false",
        "0-24,13,true", "5-5,13,true", "'',3,true"})
    void knowsTheHours(String hours, int hour, boolean within) {
        assertThat(Hours.parse(hours).contain(LocalTime.of(hour, 30))).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22", "22-25", "24-3", "a-b", "-1-5"})
    void refusesHoursThatAreNone(String hours) {
        assertThatThrownBy(() -> Hours.parse(hours)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("22-6");
    }

    @Test
    void pausesGrowWithFullJitterUpToALimit() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new SplittableRandom(1));
        var longest = Duration.ZERO;
        for (int i = 0; i < 5000; i++) {
            var pause = backoff.failed(Duration.ofSeconds(3));
            assertThat(pause).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(64));
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        assertThat(longest).isGreaterThan(Duration.ofSeconds(60));
        backoff.succeeded();
        assertThat(backoff.failed(Duration.ZERO)).isLessThan(Duration.ofMillis(1002));
    }

    @Test
    void thePackageIsTheSameEveryTimeAndItsInventoryIsTrue() throws IOException {
        var members = List.of(Member.of("a.json", Member.JSON, "{}"), Member.of("b.bin", "x", new byte[1024]),
                Member.of("c.txt", "x", new byte[0]));
        var first = pack(members);
        var read = Archive.read(first);
        var metadata = Json.read(new String(read.get("metadata.json"), StandardCharsets.UTF_8), PackageDoc.class, "m");

        assertThat(pack(members)).isEqualTo(first);
        assertThat(read.keySet()).containsExactly("metadata.json", "a.json", "b.bin", "c.txt");
        assertThat(metadata.files()).hasSize(3).allSatisfy(file -> {
            assertThat(read.get(file.path()).length).isEqualTo((int) file.bytes());
            assertThat(Digests.hex(read.get(file.path()))).isEqualTo(file.sha256());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", ".x", "a/b", "metadata.json", "", "a b", "x\n"})
    void noMemberLeavesItsPlace(String path) {
        assertThatThrownBy(() -> pack(List.of(Member.of(path, "x", "x")))).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] pack(List<Member> members) throws IOException {
        var out = new ByteArrayOutputStream();
        new PackageWriter("0.1").write(out, PackageType.METRICS, "p-1", null, null, Instant.EPOCH, members);
        return out.toByteArray();
    }
}
