package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;

class ImageKeeperTest {
    @TempDir
    Path images;
    private DataQuota quota;

    @BeforeEach
    void open() {
        quota = new DataQuota(images, 1_000_000);
    }

    @AfterEach
    void close() {
        quota.close();
    }

    @Test
    void keepsTheFrameOfADriftEventWithTheEventBesideIt() throws IOException {
        var keeper = keeper(true, false, false);
        keeper.onDrift(Samples.drift(DriftEvent.Kind.ONSET, 7), Samples.result(7, "cup", "shoe", true));

        var day = images.resolve("2026-03-01");
        assertThat(day.resolve("e-7.jpg")).hasBinaryContent(Samples.JPEG);
        var doc = Json.read(Files.readString(day.resolve("e-7.json")), DriftEventDoc.class, "e-7.json");
        assertThat(doc.kind()).isEqualTo("onset");
        assertThat(doc.image()).isEqualTo("e-7.jpg");
        assertThat(doc.sample().truth()).isEqualTo("shoe");
        assertThat(doc.neighbours()).hasSize(1);
    }

    @Test
    void keepsFramesThatWerePutAsideNotFasterThanAllowed() throws IOException {
        var keeper = keeper(false, true, false);
        for (int i = 0; i < 25; i++) {
            keeper.onFrame(Samples.result(i, "cup", null, true));
        }
        try (var files = Files.list(images.resolve("2026-03-01"))) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("frame-0.jpg",
                    "frame-10.jpg", "frame-20.jpg");
        }
    }

    @Test
    void keepsNoPredictionsUnlessAsked() {
        keeper(true, true, false).onFrame(Samples.result(1, "cup", null, false));
        assertThat(images).isEmptyDirectory();
        keeper(true, true, true).onFrame(Samples.result(1, "cup", null, false));
        assertThat(images.resolve("2026-03-01/frame-1.jpg")).exists();
    }

    @Test
    void namesCannotLeaveTheFolder() {
        assertThat(ImageNames.safe("../../etc/passwd")).isEqualTo("_._.._etc_passwd");
        assertThat(ImageNames.safe("")).isEqualTo("_");
        assertThat(ImageNames.safe("a\u0000b/c")).isEqualTo("a_b_c");
        assertThat(ImageNames.safe("x".repeat(500))).hasSize(100);
        assertThat(ImageNames.extension(new byte[] {1})).isEqualTo(".bin");
    }

    private ImageKeeper keeper(boolean drift, boolean quarantined, boolean predictions) {
        return new ImageKeeper(images, new ImageKeeper.Rules(drift, quarantined, predictions, 0.5,
                Duration.ofSeconds(1)), quota);
    }
}
