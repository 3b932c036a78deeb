package org.tinysphere.datahub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Problem;

class PartTest {
    private static final String SHA256 = "0".repeat(64);

    private static int status(String range, String length, String type, String sha256) {
        try {
            Part.of(range, length, type, sha256);
            return 200;
        } catch (Problem problem) {
            return problem.status();
        }
    }

    @Test
    void theHeadersSayWhichPartItIs() {
        assertThat(Part.of("bytes 10-19/30", "10", "model", SHA256))
                .isEqualTo(new Part(10, 10, 30, SHA256, PackageType.MODEL));
        assertThat(Part.of("bytes 0-0/1", null, "model", SHA256).bytes()).isEqualTo(1);
    }

    @Test
    void headersThatDoNotFitAreRefused() {
        for (var range : new String[] {null, "", "bytes 0-9", "bytes 0-9/*", "bytes 9-0/10", "bytes 0-10/10",
            "bytes -1-5/10", "bytes 0-99999999999999999999/5", "items 0-9/10", "bytes 0-9/10 "}) {
            assertThat(status(range, null, "model", SHA256)).as(range).isEqualTo(400);
        }
        assertThat(status("bytes 0-9/10", "9", "model", SHA256)).isEqualTo(400);
        assertThat(status("bytes 0-9/10", "10", "model", "A".repeat(64))).isEqualTo(400);
        assertThat(status("bytes 0-9/10", "10", "model", null)).isEqualTo(400);
        assertThat(status("bytes 0-9/10", "10", "poem", SHA256)).isEqualTo(422);
        assertThat(status("bytes 0-" + (64 << 20) + "/99999999", null, "model", SHA256)).isEqualTo(413);
    }

    @Test
    void aStreamThatBreaksEndsThere() throws IOException {
        var broken = new SequenceInputStream(new ByteArrayInputStream(new byte[7]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset by peer");
            }
        });
        for (var in : List.of(broken, new ByteArrayInputStream(new byte[7]))) {
            var part = new PartStream(in, 10);
            assertThat(part.readAllBytes()).hasSize(7);
            assertThat(part.count()).isEqualTo(7);
        }
        var more = new PartStream(new ByteArrayInputStream(new byte[7]), 5);
        assertThat(more.readAllBytes()).hasSize(5);
        assertThat(more.read()).isEqualTo(-1);
        assertThatThrownBy(broken::readAllBytes).isInstanceOf(IOException.class);
    }
}
