package org.tinysphere.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tinylcm.protocol.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a fleet against a platform, shows how it goes, and sums up. */
@Command(name = "simulate", mixinStandardHelpOptions = true,
        description = "Simulated devices on the device's own client. Without --url against a platform that is started "
                + "for this run and thrown away.")
final class Simulate implements Callable<Integer> {
    private static final PrintStream OUT = System.out;
    private static final int MOST_PICTURES = 200;
    @Spec
    private CommandSpec spec;
    @Option(names = "--devices", paramLabel = "N", defaultValue = "100", description = "how many (default: 100)")
    private int devices;
    @Option(names = "--minutes", paramLabel = "M", defaultValue = "2", description = "how long (default: 2)")
    private double minutes;
    @Option(names = "--drift-rate", paramLabel = "R", defaultValue = "1",
            description = "beginnings of drift per device and hour, each with a picture (default: 1)")
    private double driftRate;
    @Option(names = "--outage", paramLabel = "SECONDS", defaultValue = "0",
            description = "in the middle of the run the network is away for so long")
    private int outage;
    @Option(names = "--heartbeat", paramLabel = "SECONDS", defaultValue = "30",
            description = "time between two heartbeats (default: 30)")
    private int heartbeat;
    @Option(names = "--url", paramLabel = "URL", description = "a platform that is running already; needs --token")
    private String url;
    @Option(names = "--token", paramLabel = "TOKEN",
            description = "enrollment token for so many devices (POST enrollment-tokens with maxUses)")
    private String token;
    @Option(names = "--json", paramLabel = "FILE", description = "writes the summary there")
    private Path json;
    @Option(names = "--home", paramLabel = "DIR", hidden = true, required = true)
    private Path home;
    @Option(names = "--images", paramLabel = "DIR", required = true,
            description = "pictures of the drift events, a folder per class")
    private Path images;

    /**
     * @param seconds how long the fleet ran
     * @param drifts packed drift events
     * @param delivered packages that the platform has given a receipt for
     * @param waiting packages that are still in a spool
     * @param lost packages that a spool gave up or a platform refused
     * @param answered feedback and commands that devices applied
     * @param calls by kind, times in milliseconds
     */
    record Summary(int devices, long registered, double seconds, long drifts, long delivered, long waiting, long lost,
            long answered, Map<String, Traffic.Summary> calls) {
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (url != null && token == null) {
            throw new ParameterException(spec.commandLine(), "--url needs --token: a token for " + devices
                    + " devices is made with POST enrollment-tokens {\"name\":\"simulator\",\"maxUses\":" + devices + "}");
        }
        var folder = Files.createTempDirectory("tinysphere-simulation");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
        if (url != null) {
            return run(folder, url, token);
        }
        OUT.println("Starting a platform for this run ...");
        try (var platform = new ScratchPlatform(home, folder, List.of("-Xmx512m", "-XX:+UseSerialGC"), Map.of(
                "TINYSPHERE_HEARTBEAT_SECONDS", String.valueOf(heartbeat)))) {
            return run(folder, platform.root().toString(), platform.enrollmentToken(devices));
        }
    }

    private int run(Path folder, String address, String enrollment) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        try (var fleet = new Fleet(devices, address, enrollment, Duration.ofSeconds(heartbeat),
                folder.resolve("devices"), pictures(), Duration.ofMinutes(1))) {
            fleet.start(Duration.ofSeconds(Math.min(heartbeat, Math.max(1, devices / 50))));
            fleet.drift(driftRate);
            var all = Math.round(minutes * 60);
            var outageBegins = (all - outage) / 2;
            for (var second = 1L; second <= all; second++) {
                new CountDownLatch(1).await(begin + second * 1_000_000_000L - System.nanoTime(), TimeUnit.NANOSECONDS);
                fleet.traffic().network(outage == 0 || second <= outageBegins || second > outageBegins + outage);
                if (second % 5 == 0 || second == all) {
                    progress(fleet, second, all);
                }
            }
            var summary = summary(fleet, (System.nanoTime() - begin) / 1e9);
            print(summary);
            if (json != null) {
                Files.writeString(json, Json.pretty(summary) + "\n");
            }
            return summary.registered() == devices && summary.lost() == 0 ? 0 : 1;
        }
    }

    private static void progress(Fleet fleet, long second, long all) {
        var beats = fleet.traffic().summary().get("heartbeat");
        OUT.printf(Locale.ROOT, "%4d/%d s  %d devices registered, %d heartbeats, p99 %.1f ms, %d packages delivered, "
                + "%d waiting%n", second, all, fleet.registered(), beats == null ? 0 : beats.answered(),
                beats == null ? 0 : beats.p99(), fleet.count("packages.delivered."), fleet.waiting());
    }

    private Summary summary(Fleet fleet, double seconds) {
        return new Summary(devices, fleet.registered(), seconds, fleet.count("packages.made."),
                fleet.count("packages.delivered."), fleet.waiting(), fleet.count("packages.refused.")
                + fleet.count("packages.evicted.") + fleet.count("packages.expired."),
                fleet.devices().stream().mapToLong(SimulatedDevice::applied).sum(), fleet.traffic().summary());
    }

    private static void print(Summary summary) {
        OUT.printf(Locale.ROOT, "%n%d of %d devices registered; %d drift events packed, %d delivered, %d waiting, "
                + "%d lost; %d commands applied%n", summary.registered, summary.devices, summary.drifts,
                summary.delivered, summary.waiting, summary.lost, summary.answered);
        OUT.printf("%-10s %9s %8s %7s %7s %9s %9s %9s %9s%n", "calls", "answered", "per s", "busy", "failed", "p50 ms",
                "p95 ms", "p99 ms", "max ms");
        new TreeMap<>(summary.calls).forEach((kind, calls) -> OUT.printf(Locale.ROOT,
                "%-10s %9d %8.1f %7d %7d %9.1f %9.1f %9.1f %9.1f%n", kind, calls.answered(),
                calls.answered() / summary.seconds, calls.busy(), calls.failed(), calls.p50(), calls.p95(),
                calls.p99(), calls.most()));
    }

    private List<SimulatedDevice.Picture> pictures() throws IOException {
        var pictures = new ArrayList<SimulatedDevice.Picture>();
        try (var files = Files.walk(images, 2)) {
            for (var file : files.filter(Files::isRegularFile).sorted().limit(MOST_PICTURES).toList()) {
                pictures.add(new SimulatedDevice.Picture(file.getParent().getFileName().toString(),
                        "image." + file.getFileName().toString().replaceAll(".*\\.", ""), Files.readAllBytes(file)));
            }
        }
        if (pictures.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--images: there are no pictures in " + images);
        }
        return pictures;
    }
}
