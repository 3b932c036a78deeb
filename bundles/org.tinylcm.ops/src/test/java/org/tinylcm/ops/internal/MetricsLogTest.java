package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.SystemMetricsDoc;

class MetricsLogTest {
    @TempDir
    Path logs;

    @Test
    void writesALineThatCanBeReadBack() throws IOException {
        var log = new MetricsLog(logs, () -> Map.of("process.rss.bytes", 42L), 1_000_000, 3,
                Clock.fixed(Samples.AT, ZoneOffset.UTC));
        log.write();
        log.close();
        var doc = Json.read(Files.readString(logs.resolve("metrics.jsonl")), SystemMetricsDoc.class, "metrics");
        assertThat(doc.values()).containsEntry("process.rss.bytes", 42L);
    }

    @Test
    void outlivesFiguresThatCannotBeHad() throws IOException {
        var log = new MetricsLog(logs, () -> {
            throw new IllegalStateException("pipeline is gone");
        }, 1_000_000, 3, Clock.systemUTC());
        log.write();
        log.close();
        assertThat(logs.resolve("metrics.jsonl")).doesNotExist();
    }

    @Test
    void countsThePipelineAndAdaptations() {
        var values = new TreeMap<String, Object>();
        PipelineFigures.pipeline(new Samples.Answers(512, List.of("m")), values);
        PipelineFigures.adaptations(List.of(Samples.adaptation("a", AdaptationRecord.Outcome.ROLLED_BACK)), values);
        assertThat(values).containsEntry("pipeline.frames", 512L).containsEntry("pipeline.label.cup", 512L)
                .containsEntry("pipeline.time.total.p95.micros", 3900L).containsEntry("adaptation.rolled_back", 1L)
                .containsEntry("adaptation.accepted", 0L).containsEntry("pipeline.drifting", 1);
    }
}
