package org.tinylcm.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.durable.UnsyncedDisk;
import org.tinylcm.input.BadInputException;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.PackageWriter;

class LogShipperTest {
    @TempDir
    Path folder;
    private Workshop workshop;
    private Path logs;

    @BeforeEach
    void make() throws IOException {
        workshop = new Workshop(folder);
        logs = Files.createDirectories(folder.resolve("logs"));
    }

    @Test
    void sendsEachLineOnceAndNoHalfOne() throws IOException {
        append("a1\na2\nhalf");
        shipper(1000).ship(workshop.outbox);
        append("-done\na4\n");
        shipper(1000).ship(workshop.outbox);
        shipper(1000).ship(workshop.outbox);

        assertThat(sent()).containsExactly("a1\na2\n", "half-done\na4\n");
    }

    @Test
    void goesOnInAFileThatWasSetAside() throws IOException {
        append("a1\na2\n");
        shipper(1000).ship(workshop.outbox);
        append("a3\n");
        Files.move(logs.resolve("x.jsonl"), logs.resolve("x-000001.jsonl"));
        append("b1\n");
        Files.move(logs.resolve("x.jsonl"), logs.resolve("x-000002.jsonl"));
        append("c1\n");
        shipper(1000).ship(workshop.outbox);

        assertThat(sent()).containsExactly("a1\na2\n", "a3\n", "b1\n", "c1\n");
    }

    @Test
    void aGapIsSaid() throws IOException {
        append("a1\n");
        shipper(1000).ship(workshop.outbox);
        Files.delete(logs.resolve("x.jsonl"));
        append("b1\n");
        shipper(1000).ship(workshop.outbox);

        assertThat(sent()).containsExactly("a1\n", "b1\n");
        assertThat(new String(workshop.take().get(1).get("metadata.json"), StandardCharsets.UTF_8))
                .contains("\"gap\": true");
    }

    @Test
    void muchIsSplitAtLineEndsAndALongLineStaysWhole() throws IOException {
        append("1234567\n".repeat(10) + "x".repeat(100) + "\ny\n");
        shipper(20).ship(workshop.outbox);

        assertThat(String.join("", sent())).isEqualTo("1234567\n".repeat(10) + "x".repeat(100) + "\ny\n");
        assertThat(sent()).allMatch(part -> part.endsWith("\n")).hasSizeGreaterThan(5);
    }

    @Test
    void aPowerCutBetweenPackageAndPositionMakesTheSamePackageAgain() throws IOException {
        append("a1\na2\n");
        var state = folder.resolve("sync/x.json");
        var shipper = shipper(1000);
        var before = new byte[1][];
        var cut = new Outbox(workshop.spool, new PackageWriter("0.1"),
                () -> "device-1", () -> null, () -> {
                    try {
                        before[0] = Files.readAllBytes(state);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        shipper.ship(cut);
        var first = workshop.spool.size();
        Files.write(state, before[0]);
        append("a3\n");
        shipper(1000).ship(workshop.outbox);

        assertThat(first).isOne();
        assertThat(sent()).containsExactly("a1\na2\n", "a3\n");
    }

    @Test
    void whatIsAskedForAgainComesAgain() throws IOException {
        append("a1\n");
        var shipper = shipper(1000);
        shipper.ship(workshop.outbox);
        shipper.again();
        shipper.ship(workshop.outbox);

        assertThat(sent()).containsExactly("a1\n", "a1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../sync/device.json", "/etc/passwd", "x", ".hidden", "a/b.log", ""})
    void noNameLeadsOutOfTheFolder(String name) {
        assertThatThrownBy(() -> new LogShipper(PackageType.METRICS, logs, List.of(name), 10, UnsyncedDisk.INSTANCE,
                folder.resolve("s.json"), Clock.systemUTC())).isInstanceOf(BadInputException.class);
    }

    private LogShipper shipper(long most) {
        return new LogShipper(PackageType.OPERATIONAL_LOGS, logs, List.of("x.jsonl"), most, UnsyncedDisk.INSTANCE,
                folder.resolve("sync/x.json"), Clock.systemUTC());
    }

    private void append(String text) throws IOException {
        Files.writeString(logs.resolve("x.jsonl"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<String> sent() throws IOException {
        return workshop.take().stream().flatMap(members -> members.entrySet().stream())
                .filter(member -> !member.getKey().equals("metadata.json"))
                .map(member -> new String(member.getValue(), StandardCharsets.UTF_8)).toList();
    }
}
