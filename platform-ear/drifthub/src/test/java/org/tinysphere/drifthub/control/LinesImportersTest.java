package org.tinysphere.drifthub.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinysphere.core.control.FolderStore;

class LinesImportersTest {
    private static final String SAMPLE = "{\"schemaVersion\":1,\"id\":\"q-1\","
            + "\"at\":\"2026-03-01T12:00:00Z\",\"frame\":7,"
            + "\"status\":\"pending\",\"predicted\":\"<b>cup</b>\",\"image\":\"image-0.jpg\",\"features\":[0.5,1.0]}\n";
    private static final String ACCEPTED = "{\"schemaVersion\":1,\"sequence\":2,\"at\":\"2026-03-01T12:00:00Z\","
            + "\"kind\":\"adaptation-accepted\",\"details\":{\"id\":\"a-1\",\"frame\":600,\"trigger\":\"drift\","
            + "\"label\":\"cup_1\",\"samples\":[\"q-1\",\"q-2\"],\"before\":{\"accuracy\":0.97,\"odd\":\"NaN\"},"
            + "\"after\":{\"accuracy\":0.98},\"snapshot\":\"s-4\"},\"previous\":\"" + "ab".repeat(32) + "\"}";
    private static final String OTHER = "{\"schemaVersion\":1,\"sequence\":3,\"at\":\"2026-03-01T12:00:00Z\","
            + "\"kind\":\"feedback-applied\",\"details\":{\"id\":\"f-1\"},\"previous\":\"" + "cd".repeat(32) + "\"}";
    @TempDir
    private Path objects;

    @Test
    void samplesAreFiledWithPictureAndFeatures() throws Exception {
        var members = Packages.members("samples.jsonl", SAMPLE
                + SAMPLE.replace("q-1", "q-2").replace("image-0", "gone"));
        members.put("image-0.jpg", Packages.PNG);
        var store = new FolderStore(objects);

        var filed = new QuarantineImporter(new Attachments(store)).file(
                Packages.of(members), (share, step) -> { });

        assertThat(filed).hasSize(2);
        assertThat(filed.get(0).image()).isEqualTo("quarantine-samples/d-abc/2026/03/01/q-1.png");
        assertThat(filed.get(0).sample().predicted()).isEqualTo("<b>cup</b>");
        assertThat(filed.get(1).image()).isNull();
        assertThat(filed.get(1).features()).isEqualTo("quarantine-features/d-abc/2026/03/01/q-2.npy");
    }

    @Test
    void aWrongLineIsNamedAndLeftOut() throws Exception {
        var received = Packages.of(Packages.members("samples.jsonl", SAMPLE + "{\"schemaVersion\":1}\n"
                + SAMPLE.replace("q-1", "../q-2") + SAMPLE.replace("q-1", "q-3")));

        var filed = new QuarantineImporter(new Attachments(new FolderStore(objects))).file(received,
                (share, step) -> { });

        assertThat(filed).extracting(one -> one.sample().id()).containsExactly("q-1", "q-3");
        assertThat(received.report().lines()).isEqualTo(4);
        assertThat(received.report().badLines()).isEqualTo(2);
        assertThat(received.report().summary()).startsWith("2 of 4 lines were left out: samples.jsonl line 2")
                .contains("samples.jsonl line 3");
    }

    @Test
    void aWrongLineOfTheTrailLeavesTheOthers() throws Exception {
        var received = Packages.of(Packages.members("audit.jsonl", ACCEPTED + "\n"
                + OTHER.replace("feedback-applied", "x\\u0007") + "\n" + OTHER + "\n"));

        assertThat(AuditImporter.read(received)).extracting(line -> line.entry().sequence()).containsExactly(2L, 3L);
        assertThat(received.report().badLines()).isOne();
    }

    @Test
    void theTrailTellsOfAdaptationsWithTheirFigures() throws Exception {
        var lines = AuditImporter.read(Packages.of(
                Packages.members("audit.jsonl", ACCEPTED + "\n" + OTHER + "\n")));

        assertThat(lines).hasSize(2);
        assertThat(HexFormat.of().formatHex(lines.get(0).digest())).hasSize(64);
        var change = lines.get(0).change();
        assertThat(change.outcome()).isEqualTo("accepted");
        assertThat(change.frame()).isEqualTo(600);
        assertThat(change.before()).isEqualTo(Map.of("accuracy", 0.97));
        assertThat(change.after()).isEqualTo(Map.of("accuracy", 0.98));
        assertThat(change.samples()).containsExactly("q-1", "q-2");
        assertThat(lines.get(1).change()).isNull();
    }

    @Test
    void aLineAboutAProbationBringsItsFigures() throws Exception {
        var confirmed = ACCEPTED.replace("adaptation-accepted", "adaptation-confirmed")
                .replaceAll("\"frame\".*\"snapshot\":\"s-4\"", "\"label\":\"cup_1\",\"figures\":{\"watched\":40}");

        var change = AuditImporter.read(Packages.of(Packages.members("audit.jsonl", confirmed)))
                .get(0).change();

        assertThat(change.outcome()).isEqualTo("confirmed");
        assertThat(change.after()).isEqualTo(Map.of("watched", 40.0));
        assertThat(change.frame()).isNull();
    }
}
