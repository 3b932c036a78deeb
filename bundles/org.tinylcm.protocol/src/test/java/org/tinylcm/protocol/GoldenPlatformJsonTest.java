package org.tinylcm.protocol;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The calls between device and platform: their files may get further members, and never change otherwise. */
class GoldenPlatformJsonTest extends GoldenContract {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.250Z");

    static Stream<Golden> documents() {
        return Stream.of(
                new Golden("register-request", new RegisterRequest(1, "tse_abc", "k".repeat(43), "bench-7",
                        "Debian GNU/Linux", "12", "aarch64", "17.0.15", "0.1.0", "Raspberry Pi Zero 2 W",
                        Map.of("memory.bytes", 536870912L), new LocationDoc(52.5, 13.25, 20.0, "fixed", AT))),
                new Golden("register-response", new RegisterResponse(1, "d-abc", "tsd_abc", 30)),
                new Golden("heartbeat", heartbeat()),
                new Golden("heartbeat-answer", new HeartbeatAnswer(1, true, false, false, false, true, 30)),
                new Golden("heartbeat-answer-with-compressions", new HeartbeatAnswer(1, false, true, false, false, false,
                        30, List.of("gzip", "zstd"))),
                new Golden("problem", new ProblemDoc("tinysphere:device-retired", "Device retired", 403,
                        "the device was retired", "0af7651916cd43dd8448eb211c80319c")),
                new Golden("desired-configuration", new DesiredConfiguration(1, "bPyV5cJ3-_aQx2Ld",
                        Map.of("org.tinylcm.classifier.knn", Map.of("k", "9")))),
                new Golden("configuration-report", new ConfigurationReport(1, "bPyV5cJ3-_aQx2Ld", List.of(
                        new ConfigurationReport.Result("org.tinylcm.classifier.knn", "k", false,
                                "must be a whole number 1..50")))),
                new Golden("configuration-schema", new ConfigurationSchema(1, List.of(
                        new ConfigurationSchema.Component("org.tinylcm.classifier.knn", "KNN", false, List.of(
                                new ConfigurationSchema.Attribute("k", "integer", false, true, 1.0, 50.0, List.of(),
                                        "5", "Number of neighbours", "7")))))),
                new Golden("command-page", new CommandPage(1, List.of(
                        new CommandPage.Command(7, "rollback", AT, Map.of("snapshot", "s-4"))), false)),
                new Golden("command-results", new CommandResults(1, List.of(
                        new CommandResults.Result(7, false, "there is no snapshot s-4")))));
    }

    private static Heartbeat heartbeat() {
        var values = new LinkedHashMap<String, Double>();
        values.put("frame.ms", 12.5);
        values.put("process.rss.bytes", 104857600.0);
        return new Heartbeat(1, "degraded", List.of("no frames for 30 s"),
                Map.of("org.tinylcm.classifier.knn", "0.1.0"), "bPyV5cJ3-_aQx2Ld", 30,
                List.of(new Heartbeat.MetricPoints(AT, values)));
    }
}
