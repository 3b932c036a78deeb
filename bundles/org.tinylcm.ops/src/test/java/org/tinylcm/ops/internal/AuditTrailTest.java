package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.AuditEntry;
import org.tinylcm.protocol.Json;

class AuditTrailTest {
    private static final Clock CLOCK = Clock.fixed(Samples.AT, ZoneOffset.UTC);
    @TempDir
    Path logs;

    @Test
    void numbersAndChainsEntriesOverRestartsAndRotation() throws IOException {
        for (int start = 0; start < 3; start++) {
            var trail = new AuditTrail(logs, 500, 100, CLOCK);
            for (int i = 0; i < 5; i++) {
                trail.record("step", Map.of("start", start, "i", i));
            }
            trail.close();
        }
        var file = file();
        assertThat(AuditChain.files(file)).hasSizeGreaterThan(3);
        assertThat(AuditChain.firstBreak(file)).isEmpty();
        assertThat(AuditChain.end(file).sequence()).isEqualTo(15);
    }

    @Test
    void showsThatALineWasChangedOrTakenOut() throws IOException {
        var trail = trail();
        for (int i = 0; i < 5; i++) {
            trail.record("step", Map.of("i", i));
        }
        trail.close();
        var lines = Files.readAllLines(logs.resolve("audit.jsonl"));

        var changed = new ArrayList<>(lines);
        changed.set(2, changed.get(2).replace("\"i\":2", "\"i\":7"));
        Files.write(logs.resolve("audit.jsonl"), changed);
        assertThat(AuditChain.firstBreak(file())).contains("audit.jsonl: entry 4 does not follow the line before");

        var shorter = new ArrayList<>(lines);
        shorter.remove(1);
        Files.write(logs.resolve("audit.jsonl"), shorter);
        assertThat(AuditChain.firstBreak(file())).isPresent();
    }

    @Test
    void goesOnBehindATornOrDamagedLine() throws IOException {
        var trail = trail();
        trail.record("first", Map.of());
        trail.close();
        var good = Files.readString(logs.resolve("audit.jsonl"));

        Files.writeString(logs.resolve("audit.jsonl"), good + "{\"schemaVersion\":1,\"seq");
        trail = trail();
        trail.record("second", Map.of());
        trail.close();
        assertThat(AuditChain.firstBreak(file())).isEmpty();
        assertThat(trail.tail(1)).singleElement().satisfies(line ->
                assertThat(Json.read(line, AuditEntry.class, "x").sequence()).isEqualTo(2));

        Files.writeString(logs.resolve("audit.jsonl"), good + "\u0000\u0000garbage\n");
        trail = trail();
        trail.record("third", Map.of());
        trail.close();
        assertThat(Json.read(trail.tail(1).get(0), AuditEntry.class, "x").sequence()).isEqualTo(3);
        assertThat(AuditChain.firstBreak(file())).isPresent();
    }

    @Test
    void neverLosesAnEntryToItsDetails() throws IOException {
        var trail = trail();
        var heard = new ArrayList<AuditEntry>();
        trail.listen(heard::add);
        trail.record("odd", Map.of("nan", Double.NaN, "path", logs, "list", List.of(1, Map.of("x", 0.5f)), "text",
                "a\nb"));
        assertThat(trail.tail(10)).singleElement().asString().doesNotContain("\n").contains("\"nan\":\"NaN\"");
        assertThat(heard).singleElement().satisfies(e -> assertThat(e.kind()).isEqualTo("odd"));
        trail.close();
    }

    @Test
    void givesTheLatestLinesOverSeveralFiles() throws IOException {
        var trail = new AuditTrail(logs, 400, 100, CLOCK);
        for (int i = 0; i < 10; i++) {
            trail.record("step", Map.of("i", i));
        }
        assertThat(trail.tail(4)).hasSize(4).last().asString().contains("\"sequence\":10");
        assertThat(trail.tail(0)).isEmpty();
        trail.close();
    }

    private AuditTrail trail() throws IOException {
        return new AuditTrail(logs, 1_000_000, 5, CLOCK);
    }

    private RotatingFile file() {
        return new RotatingFile(logs, "audit", "jsonl", 1_000_000, 100);
    }
}
