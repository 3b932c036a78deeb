package org.tinysphere.datahub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.PackageDoc;
import org.tinysphere.core.boundary.DeviceCaller;
import org.tinysphere.core.control.WorkHandler.GiveUp;

class LinesTest {
    private final List<String> taken = new ArrayList<>();

    private ReceivedPackage read(byte[] content) throws IOException, GiveUp {
        var received = new ReceivedPackage(new DeviceCaller(1, "d-1"), new PackageDoc(1, "p-1", "d-1", "metrics",
                Instant.EPOCH, "0.1", null, List.of(new PackageDoc.FileEntry("a.jsonl", content.length,
                "0".repeat(64), null, null))), Map.of("a.jsonl", new Member.InMemory(content)));
        Lines.read(received, "a.jsonl", (line, origin) -> {
            var text = new String(line, StandardCharsets.UTF_8);
            if (text.startsWith("bad")) {
                throw new IllegalArgumentException("is bad");
            }
            taken.add(text);
        });
        return received;
    }

    private ReceivedPackage read(String content) throws IOException, GiveUp {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void wrongLinesAreCountedAndTheFirstOfThemNamed() throws Exception {
        var report = read("one\nbad\n\nbad\nbad\nbad\ntwo").report();

        assertThat(taken).containsExactly("one", "two");
        assertThat(report.lines()).isEqualTo(6);
        assertThat(report.summary()).isEqualTo("4 of 6 lines were left out: a.jsonl line 2: is bad; "
                + "a.jsonl line 4: is bad; a.jsonl line 5: is bad; …");
        assertThat(report.hopeless()).isFalse();
    }

    @Test
    void nothingRightIsHopelessAndNothingAtAllIsNot() throws Exception {
        assertThat(read("bad\nbad\n").report().hopeless()).isTrue();
        assertThat(read("").report().hopeless()).isFalse();
        assertThat(read("one\n").report().summary()).isNull();
    }

    @Test
    void aLineThatIsTooLongIsPassedOver() throws Exception {
        var content = new ByteArrayOutputStream();
        content.writeBytes("one\n".getBytes(StandardCharsets.UTF_8));
        content.writeBytes(new byte[(1 << 20) + 1]);
        content.writeBytes("\ntwo\n".getBytes(StandardCharsets.UTF_8));

        assertThat(read(content.toByteArray()).report().summary()).contains("a.jsonl line 2: must have at most");
        assertThat(taken).containsExactly("one", "two");
    }

    @Test
    void theCharacterThatNoDatabaseTakesMakesALineWrongButNotItsPicture() throws Exception {
        assertThat(read("{\"a\":\"x\\u0000\"}\n{\"a\":\"x\\\\u0000\"}\n{\"a\":\"\\\\\\u0000\"}\n").report().summary())
                .contains("line 1").contains("line 3").startsWith("2 of 3");
    }

    @Test
    void aMemberThatIsMissingOrHasTooManyLinesIsNoMatterOfLines() throws Exception {
        assertThatThrownBy(() -> read("\n".repeat(50_001))).isInstanceOf(GiveUp.class).hasMessageContaining("50000");
        var received = read("one\n");
        assertThatThrownBy(() -> Lines.read(received, "b.jsonl", (line, origin) -> { })).isInstanceOf(GiveUp.class)
                .hasMessageContaining("b.jsonl");
    }
}
