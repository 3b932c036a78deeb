package org.tinylcm.sync.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.PipelineStatus;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.LocationDoc;
import org.tinylcm.protocol.RegisterRequest;

/** What the device says of itself. */
final class Facts {
    private static final List<String> HARDWARE = List.of("system.processors", "system.memory.total.bytes",
            "disk.total.bytes");
    private static final int MOST_METRICS = 200;
    private final Device device;
    private final String name;
    private final Path root;
    private final String runtimeVersion;

    /**
     * @param name name for people, empty for the host's
     * @param root where the machine's files are, {@code /} but in tests
     */
    Facts(Device device, String name, Path root, String runtimeVersion) {
        this.device = device;
        this.name = name;
        this.root = root;
        this.runtimeVersion = runtimeVersion;
    }

    RegisterRequest registration(String token, String key, LocationDoc location) {
        var release = release();
        var figures = device.figures();
        var hardware = new TreeMap<String, Object>();
        HARDWARE.stream().filter(figures::containsKey).forEach(f -> hardware.put(f, figures.get(f)));
        return new RegisterRequest(RegisterRequest.VERSION, token == null || token.isBlank() ? null : token, key,
                name.isBlank() ? hostname() : name, release.getOrDefault("NAME", System.getProperty("os.name")),
                release.getOrDefault("VERSION_ID", System.getProperty("os.version")), System.getProperty("os.arch"),
                Runtime.version().toString(), runtimeVersion, model(), hardware, location);
    }

    Heartbeat heartbeat(String configuration, int intervalSeconds, Map<String, Double> own, Instant now) {
        var reasons = new ArrayList<String>();
        var health = health(reasons);
        var versions = new TreeMap<>(device.bundles());
        device.pipeline().ifPresent(p -> p.status().stages()
                .forEach((stage, by) -> versions.put("stage." + stage, by)));
        device.find(ModelPack.class).ifPresent(pack -> versions.put("model", pack.name() + " " + pack.version()));
        return new Heartbeat(Heartbeat.VERSION, health, reasons, versions, configuration, intervalSeconds,
                List.of(new Heartbeat.MetricPoints(now, metrics(own))));
    }

    private String health(List<String> reasons) {
        var pipeline = device.pipeline();
        if (pipeline.isEmpty()) {
            reasons.add("there is no pipeline");
            return "failing";
        }
        var status = pipeline.get().status();
        if (status.state() == PipelineStatus.State.DEGRADED || status.state() == PipelineStatus.State.WAITING) {
            reasons.add(status.detail().isEmpty() ? status.state().name().toLowerCase(Locale.ROOT) : status.detail());
            return "degraded";
        }
        return "ok";
    }

    /** Numbers only, under names that the platform takes. */
    private Map<String, Double> metrics(Map<String, Double> own) {
        var values = new TreeMap<String, Double>();
        device.figures().forEach((figure, value) -> {
            if (value instanceof Number number && Double.isFinite(number.doubleValue())
                    && values.size() < MOST_METRICS) {
                values.put(safe(figure), number.doubleValue());
            }
        });
        values.putAll(own);
        return values;
    }

    private static String safe(String figure) {
        var name = figure.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
        return name.substring(0, Math.min(100, name.length()));
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private Map<String, String> release() {
        var values = new TreeMap<String, String>();
        read("etc/os-release").lines().filter(line -> line.contains("=")).forEach(line -> values.put(
                line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1).replace("\"", "")));
        return values;
    }

    /** The device tree of a small board, or what a PC's maker wrote; null if neither says. */
    private String model() {
        for (var file : List.of("proc/device-tree/model", "sys/class/dmi/id/product_name")) {
            var text = read(file).replace("\0", "").trim();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
