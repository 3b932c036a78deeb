package org.tinysphere.drifthub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinysphere.core.control.FolderStore;
import org.tinysphere.core.control.WorkHandler;

class DriftEventImporterTest {
    private static final String EVENT = """
            {"schemaVersion":1,"id":"e-7","episode":"ep-3","kind":"onset","at":"2026-03-01T12:00:00.250Z","frame":512,
            "file":"b.jpg","reading":{"monitor":"knn-distance","current":3.5,"threshold":10.0},
            "sample":{"label":"cup","confidence":0.41,"features":[0.5,-1.25]},
            "neighbours":[{"label":"cup","distance":3.25}],"image":"image.jpg"}""";
    @TempDir
    private Path objects;
    private FolderStore store;

    @BeforeEach
    void openStore() throws IOException {
        store = new FolderStore(objects);
    }

    private DriftEventImporter.Filed file(String json, byte[] image) throws Exception {
        var members = Packages.members("drift_event.json", json);
        if (image != null) {
            members.put("image.jpg", image);
        }
        return new DriftEventImporter(new Attachments(store)).file(Packages.of(members));
    }

    @Test
    void filesDocumentPictureAndFeaturesByDeviceDayAndId() throws Exception {
        var filed = file(EVENT, Packages.JPEG);

        assertThat(filed.image()).isEqualTo("drift-samples/d-abc/2026/03/01/e-7.jpg");
        assertThat(filed.features()).isEqualTo("drift-features/d-abc/2026/03/01/e-7.npy");
        assertThat(filed.document()).isEqualTo("drift/d-abc/2026/03/01/e-7.json");
        assertThat(store.open(filed.image()).orElseThrow().readAllBytes()).isEqualTo(Packages.JPEG);
        assertThat(new Attachments(store).vector(filed.features())).containsExactly(0.5f, -1.25f);
        assertThat(new String(store.open(filed.document()).orElseThrow().readAllBytes()))
                .contains("\"episode\":\"ep-3\"");
    }

    @Test
    void theSameAgainGivesTheSameObjects() throws Exception {
        file(EVENT, Packages.JPEG);
        file(EVENT, Packages.JPEG);

        assertThat(store.list("", "", 10).objects()).hasSize(3);
    }

    @Test
    void aPictureIsWhatItsBytesSay() throws Exception {
        assertThat(file(EVENT, Packages.PNG).image()).endsWith("e-7.png");
        assertThat(file(EVENT, "<script>alert(1)</script>".getBytes()).image()).isNull();
        assertThat(file(EVENT, "<svg/>".getBytes()).image()).isNull();
        assertThat(file(EVENT, new byte[0]).image()).isNull();
    }

    @Test
    void anEventWithoutPictureOrSampleCounts() throws Exception {
        var filed = file("{\"schemaVersion\":1,\"id\":\"e-8\",\"episode\":\"ep-3\",\"kind\":\"recovery\","
                + "\"at\":\"2026-03-01T12:00:00Z\",\"reading\":{\"monitor\":\"m\"}}", null);

        assertThat(filed.image()).isNull();
        assertThat(filed.features()).isNull();
        assertThat(store.list("", "", 10).objects()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"e-7\"|\"../../x\"|'id'", "\"e-7\"|\"\"|'id'", "\"ep-3\"|\"a b\"|'episode'",
        "2026-03-01|9026-03-01|'at'", "512|-1|'frame'", "knn-distance|a\\u0000b|control characters",
        "0.41|1.5|'confidence'", "-1.25|null|finite", "-1.25|1e39|finite", "\"onset\"|\"begun\"|'kind'"})
    void whatIsWrongIsGivenUpWithAReason(String part, String wrong, String reason) {
        assertThatThrownBy(() -> file(EVENT.replace(part, wrong), null)).isInstanceOf(WorkHandler.GiveUp.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsTooMuchIsGivenUp() throws Exception {
        for (var wrong : List.of(EVENT.replace("knn-distance", "m".repeat(201)),
                EVENT.replace("b.jpg", "f".repeat(501)),
                EVENT.replace("-1.25", "1,".repeat(Limits.DIMENSIONS) + "1"),
                EVENT.replace("{\"label\":\"cup\",\"distance\":3.25}",
                        "{\"label\":\"c\"},".repeat(101) + "{\"label\":\"c\"}"), "[".repeat(1 << 20) + "]", "")) {
            assertThatThrownBy(() -> file(wrong, null)).isInstanceOf(WorkHandler.GiveUp.class);
        }
        assertThat(store.list("", "", 10).objects()).isEmpty();
    }
}
