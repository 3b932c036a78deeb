package org.tinylcm.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages, uploads and ground truth; as in {@link GoldenJsonTest} the files are the contract. */
class PackageGoldenTest extends GoldenContract {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final String DIGEST = "ab".repeat(32);

    static Stream<Golden> documents() {
        return Stream.of(
                new Golden("package-metadata", new PackageDoc(1, "5f0c", "device-1",
                        PackageType.OPERATIONAL_LOGS.id(), AT, "0.1.0", "m-1", List.of(
                                new PackageDoc.FileEntry("frames.jsonl", 1200, DIGEST, "application/x-ndjson",
                                        new PackageDoc.Part("frames.jsonl", DIGEST, 100, 1300, false)),
                                new PackageDoc.FileEntry("image.jpg", 3, DIGEST, "image/jpeg", null)))),
                new Golden("upload-partial", new UploadDoc(1, "5f0c", 100, 1300, DIGEST, null)),
                new Golden("upload-complete", new UploadDoc(1, "5f0c", 1300, 1300, DIGEST,
                        new UploadDoc.Receipt(AT, "received"))),
                new Golden("quarantined-sample", new QuarantinedSampleDoc(1, "q-1", AT, 7, "b.jpg",
                        "cup", 0.41, 3.5, "novelty", "pending", null, "shoe", "image-0.jpg", new float[] {0.5f, 1})),
                new Golden("model", new ModelDoc(1, DIGEST, "things", "1.0.0", List.of("cup", "key"),
                        1280, 64, 5, "euclidean", DIGEST, "avg", new TreeMap<>(Map.of("accuracy", 0.97)),
                        new TreeMap<>(Map.of("cup", 40, "novel-1", 15)))),
                new Golden("prototype-line", new PrototypeLine(1, "cup", "adaptation",
                        new float[] {0.5f, -1})),
                new Golden("feedback-add-samples", new FeedbackDoc("f-1",
                        FeedbackDoc.ADD_SAMPLES, "shoe", null, null, null, List.of(new float[] {0.5f, -1.25f}), "e-7")),
                new Golden("feedback-add-samples-of-a-pack", new FeedbackDoc("f-1",
                        FeedbackDoc.ADD_SAMPLES, "shoe", null, null, null, List.of(new float[] {0.5f, -1.25f}), "e-7",
                        DIGEST)),
                new Golden("feedback-forget-samples", new FeedbackDoc("f-3", FeedbackDoc.FORGET_SAMPLES, "shoe", null,
                        null, List.of("q-1"), List.of(new float[] {0.5f, -1.25f}), "e-7", DIGEST)),
                new Golden("feedback-label-frame", new FeedbackDoc("f-2",
                        FeedbackDoc.LABEL_FRAME, "shoe", "cup", 512L, null, null, "e-7")),
                new Golden("operator-command", new OperatorCommand("00000004", "before the fair",
                        List.of("model", "drift_event"))));
    }

    @Test
    void refusesAnInventoryThatLies() {
        assertThatThrownBy(() -> new PackageDoc.FileEntry("../x", 1, DIGEST, "x", null)).hasMessageContaining("'path'");
        assertThatThrownBy(() -> new PackageDoc.FileEntry("x", -1, DIGEST, "x", null)).hasMessageContaining("'bytes'");
        assertThatThrownBy(() -> new PackageDoc.FileEntry("x", 1, "ab", "x", null)).hasMessageContaining("'sha256'");
        var entry = new PackageDoc.FileEntry("x", 1, DIGEST, "x", null);
        var same = new PackageDoc.FileEntry("X", 1, DIGEST, "x", null);
        assertThatThrownBy(() -> new PackageDoc(1, "p", "d", "model", AT, "0", null, List.of(entry, same)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new PackageDoc(1, "../p", "d", "model", AT, "0", null, List.of()))
                .hasMessageContaining("'packageId'");
        assertThatThrownBy(() -> new UploadDoc(1, "p", 5, 4, DIGEST, null)).hasMessageContaining("'offset'");
    }
}
