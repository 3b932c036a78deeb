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
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.protocol.AdaptationDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.RunReport;

class ReportWriterTest {
    @TempDir
    Path folder;

    @Test
    void writesOneDocumentWithEveryFrameAndTheSummary() throws IOException {
        var target = folder.resolve("out/report.json");
        var writer = writer(target);
        for (int i = 0; i < 100; i++) {
            var result = Samples.result(i, i < 80 ? "cup" : "shoe", "cup", i >= 90);
            writer.onFrame(result);
            if (i == 90) {
                writer.onDrift(Samples.drift(DriftEvent.Kind.ONSET, 90), result);
            }
        }
        writer.onFailure(new FrameFailure("bad.jpg", Samples.AT, "bad.jpg: header: must be JPEG"));
        assertThat(target).doesNotExist();
        writer.onEnd();
        writer.finish();

        var report = Json.read(Files.readAllBytes(target), RunReport.class, "report", JsonLimits.REPORT);
        assertThat(report.frames()).hasSize(101);
        var summary = report.summary();
        assertThat(summary.frames()).isEqualTo(100);
        assertThat(summary.failures()).isEqualTo(1);
        assertThat(summary.quarantined()).isEqualTo(10);
        assertThat(summary.labels()).containsEntry("cup", 80L).containsEntry("shoe", 20L);
        assertThat(summary.accuracy().share()).isEqualTo(0.8);
        assertThat(summary.episodes()).singleElement().satisfies(e -> {
            assertThat(e.onsetFrame()).isEqualTo(90);
            assertThat(e.recoveryFrame()).isNull();
        });
        assertThat(summary.timings().get("model").p50()).isBetween(2500.0, 2580.0);
        assertThat(summary.timings().get("model").max()).isEqualTo(2500.0);
        assertThat(summary.timings()).doesNotContainKey("bookkeeping");
        assertThat(summary.startToFirstVerdictMillis()).isEqualTo(1500);
        assertThat(folder.resolve("out/report.json.part")).doesNotExist();
    }

    @Test
    void whatTheDeviceDidAfterTheEndComesIntoTheSummaryAtTheStop() throws IOException {
        var target = folder.resolve("report.json");
        var adaptations = new ArrayList<AdaptationDoc>();
        var writer = new ReportWriter(new ReportFile(target), Clock.fixed(Samples.AT, ZoneOffset.UTC),
                () -> new RunTally.Surroundings(0L, List.copyOf(adaptations), 1, 123L, null, Map.of()));
        writer.onFrame(Samples.result(1, "cup", null, false));
        writer.onEnd();
        adaptations.add(DriftDocs.of(Samples.adaptation("late", AdaptationRecord.Outcome.ACCEPTED)));
        writer.close();
        writer.close();

        var report = Json.read(Files.readAllBytes(target), RunReport.class, "report", JsonLimits.REPORT);
        assertThat(report.frames()).hasSize(1);
        assertThat(report.summary().adaptations()).extracting(AdaptationDoc::id).containsExactly("late");
        assertThat(folder.resolve("report.json.part")).doesNotExist();
    }

    @Test
    void aRunWithoutFramesIsAValidReportToo() throws IOException {
        var target = folder.resolve("report.json");
        writer(target).finish();
        var report = Json.read(Files.readAllBytes(target), RunReport.class, "report", JsonLimits.REPORT);
        assertThat(report.frames()).isEmpty();
        assertThat(report.summary().accuracy()).isNull();
        assertThat(report.summary().startToFirstVerdictMillis()).isNull();
    }

    private static ReportWriter writer(Path target) throws IOException {
        return new ReportWriter(new ReportFile(target), Clock.fixed(Samples.AT, ZoneOffset.UTC),
                () -> new RunTally.Surroundings(0L,
                        List.of(DriftDocs.of(Samples.adaptation("a", AdaptationRecord.Outcome.ACCEPTED))), 1, 123L,
                        Samples.AT.minusMillis(1500), Map.of("java", "17")));
    }
}
