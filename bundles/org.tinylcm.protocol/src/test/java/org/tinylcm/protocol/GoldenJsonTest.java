package org.tinylcm.protocol;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files under {@code golden} are the contract: they may get further members, and never change otherwise. */
class GoldenJsonTest extends GoldenContract {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.250Z");

    static Stream<Golden> documents() {
        return Stream.of(
                new Golden("frame-line", line()),
                new Golden("frame-line-failure", new FrameLine(1, null, "broken.jpg", AT, null, null, null, null, null,
                        null, false, false, null, "broken.jpg: header: must be JPEG, PNG, BMP or GIF")),
                new Golden("drift-event", new DriftEventDoc(1, "e-7", "ep-3", DriftEventDoc.ONSET, AT, 512, "b.jpg",
                        new DriftEventDoc.Reading("knn-distance", "knn-distance", 3.5, 1.25, 12.0, 10.0),
                        new DriftEventDoc.Sample("cup", "shoe", 0.41, 3.5, 0.001, new float[] {0.5f, -1.25f}),
                        List.of(new DriftEventDoc.Near("cup", 3.25), new DriftEventDoc.Near("key", 3.75)),
                        "e-7.jpg")),
                new Golden("adaptation", adaptation()),
                new Golden("audit-entry", new AuditEntry(1, 2, AT, "rollback", details(), "ab".repeat(32))),
                new Golden("system-metrics", new SystemMetricsDoc(1, AT, values())),
                new Golden("run-report", new RunReport(1, List.of(line()), summary())));
    }

    private static FrameLine line() {
        var verdicts = new LinkedHashMap<String, String>();
        verdicts.put("knn-distance", "drift");
        verdicts.put("confidence", "warning");
        var micros = new LinkedHashMap<String, Long>();
        micros.put("decode", 900L);
        micros.put("model", 2500L);
        return new FrameLine(1, 512L, "b.jpg", AT, "cup", true, "shoe", 0.41, 3.5, 0.001, verdicts, true, true, micros, null);
    }

    private static AdaptationDoc adaptation() {
        return new AdaptationDoc(1, "a-1", AT, 600, "drift", "cup_1", List.of("q-1", "q-2"), "accepted",
                "held-out accuracy kept", Map.of("accuracy", 0.97), Map.of("accuracy", 0.98), "s-4");
    }

    private static RunSummary summary() {
        var labels = new LinkedHashMap<String, Long>();
        labels.put("cup", 3L);
        labels.put("key", 1L);
        return new RunSummary(4, 1, 0L, 2, 1500, 24.5,
                Map.of("total", new RunSummary.StageTime(4, 3400.5, 3900, 4000, 4100.25)),
                List.of(new RunSummary.Episode("ep-3", "knn-distance", 512L, null)), List.of(adaptation()), 1, labels,
                new RunSummary.Accuracy(4, 3), 104857600L, 1800L, Map.of("java", "17.0.15"));
    }

    private static Map<String, Object> details() {
        var details = new LinkedHashMap<String, Object>();
        details.put("snapshot", "s-4");
        details.put("frame", 600L);
        details.put("share", 0.5);
        details.put("stages", List.of("classifier", "monitor"));
        return details;
    }

    private static Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("pipeline.state", "running");
        values.put("process.cpu.percent", 12.5);
        values.put("process.rss.bytes", 104857600L);
        return values;
    }
}
