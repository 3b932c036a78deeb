package org.tinysphere.simulator;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.tinylcm.durable.FileOps;
import org.tinylcm.protocol.CommandPage;
import org.tinylcm.protocol.CommandResults;
import org.tinylcm.protocol.ConfigurationReport;
import org.tinylcm.protocol.ConfigurationSchema;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Heartbeat;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.LocationDoc;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.RegisterRequest;
import org.tinylcm.sync.client.Counters;
import org.tinylcm.sync.client.DeviceSide;
import org.tinylcm.sync.client.Member;
import org.tinylcm.sync.client.Outbox;
import org.tinylcm.sync.client.PackageWriter;
import org.tinylcm.sync.client.Spool;
import org.tinylcm.sync.client.SyncClient;
import org.tinylcm.sync.client.SyncRuntime;
import org.tinylcm.sync.client.SyncSettings;

/**
 * A device whose pipeline is made up and whose way to the platform is the real one: spool, packages, uploads, heartbeats
 * and feedback are the device's own client. Its figures wander like those of a small board.
 */
public final class SimulatedDevice implements DeviceSide, AutoCloseable {
    private static final String VERSION = "0.1.0";
    private static final String MODEL = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final int DIMENSIONS = 32;
    private static final int FRAMES_PER_SECOND = 5;
    private static final Spool.Limits SPOOL = new Spool.Limits(50_000_000, 30 * 86_400, 20_000_000);
    private final int number;
    private final SplittableRandom random;
    private final List<Picture> pictures;
    private final Clock clock = Clock.systemUTC();
    private final Instant begin = clock.instant();
    private final LocationDoc location;
    private final Counters counters = new Counters();
    private final Spool spool;
    private final SyncClient client;
    private final Outbox outbox;
    private double temperature;
    private int applied;

    /**
     * @param label its class
     * @param name of the member, e.g. {@code image.png}
     */
    public record Picture(String label, String name, byte[] bytes) {
    }

    SimulatedDevice(int number, SyncSettings settings, SyncRuntime runtime, Path folder, List<Picture> pictures) {
        this.number = number;
        this.random = new SplittableRandom(number);
        this.pictures = pictures;
        this.temperature = 45 + random.nextDouble(15);
        this.location = new LocationDoc(35 + random.nextDouble(25), -10 + random.nextDouble(40), 50.0, "fixed", begin);
        var ops = FileOps.disk();
        spool = new Spool(ops, folder.resolve("spool"), SPOOL, runtime.nanoTime(), counters);
        client = new SyncClient(settings, runtime, ops, folder.resolve("sync"), spool, this, counters);
        outbox = new Outbox(spool, new PackageWriter(VERSION, client::compression), client::deviceId, () -> MODEL, client::spooled);
    }

    void start(Duration spread) {
        client.start(spread);
    }

    /**
     * Packs a beginning of drift with its picture; it is on disk afterwards.
     *
     * @return the event's id, and that of its package
     */
    public synchronized String drift() {
        var at = clock.instant();
        var picture = pictures.get(random.nextInt(pictures.size()));
        var id = UUID.randomUUID().toString();
        var features = new float[DIMENSIONS];
        for (var i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        var document = new DriftEventDoc(DriftEventDoc.VERSION, id, id, DriftEventDoc.ONSET, at, frames(at), null,
                new DriftEventDoc.Reading("knn-distance", "knn-distance", 0.6, 0.3, 12.0, 10.0),
                new DriftEventDoc.Sample(picture.label, null, 0.5, 0.6, 0.02, features),
                List.of(new DriftEventDoc.Near(picture.label, 0.6)), picture.name);
        outbox.put(PackageType.DRIFT_EVENT, id, at, List.of(Member.of("drift_event.json", Member.JSON,
                Json.write(document)), Member.of(picture.name,
                "image/" + picture.name.replaceAll(".*\\.", ""), picture.bytes)));
        return id;
    }

    @Override
    public RegisterRequest registration(String enrollmentToken, String deviceKey) {
        return new RegisterRequest(RegisterRequest.VERSION, enrollmentToken, deviceKey, "sim-" + number,
                "Debian GNU/Linux", number % 4 == 0 ? "11" : "12", number % 3 == 0 ? "amd64" : "aarch64", "17.0.15",
                VERSION, number % 3 == 0 ? "Intel NUC" : "Raspberry Pi Zero 2 W", Map.of("system.processors", 4),
                location);
    }

    @Override
    public synchronized Heartbeat heartbeat(String configuration, int intervalSeconds) {
        var now = clock.instant();
        temperature += (52 - temperature) * 0.01 + random.nextGaussian();
        var figures = new TreeMap<String, Double>();
        figures.put("pipeline.frames", (double) frames(now));
        figures.put("pipeline.frames.per.second", (double) FRAMES_PER_SECOND);
        figures.put("pipeline.time.total.p50.micros", 120_000 + 8_000 * random.nextGaussian());
        figures.put("pipeline.time.total.p95.micros", 160_000 + 12_000 * random.nextGaussian());
        figures.put("pipeline.drifting", 0.0);
        figures.put("process.cpu.percent", 60 + 6 * random.nextGaussian());
        figures.put("process.rss.bytes", 140e6 + 2e6 * random.nextGaussian());
        figures.put("system.memory.available.bytes", 210e6 + 9e6 * random.nextGaussian());
        figures.put("system.memory.total.bytes", 512e6);
        figures.put("system.temperature.celsius", temperature);
        figures.put("disk.free.bytes", 9e9 - frames(now) * 10.0);
        figures.put("disk.total.bytes", 16e9);
        figures.put("sync.spool.packages", (double) spool.size());
        return new Heartbeat(Heartbeat.VERSION, "ok", List.of(), Map.of("model", "simulated 1.0.0",
                "org.tinylcm.sync", VERSION), configuration, intervalSeconds,
                List.of(new Heartbeat.MetricPoints(now, figures)));
    }

    @Override
    public ConfigurationSchema schema() {
        return new ConfigurationSchema(ConfigurationSchema.VERSION, List.of());
    }

    @Override
    public List<ConfigurationReport.Result> configure(Map<String, List<String>> before,
            Map<String, Map<String, String>> values) {
        var results = new ArrayList<ConfigurationReport.Result>();
        values.forEach((pid, keys) -> keys.keySet().forEach(key -> results.add(new ConfigurationReport.Result(pid, key,
                true, null))));
        return results;
    }

    @Override
    public synchronized CommandResults.Result execute(CommandPage.Command command) {
        applied++;
        return new CommandResults.Result(command.sequence(), true, "simulated");
    }

    @Override
    public OptionalDouble battery() {
        return OptionalDouble.empty();
    }

    @Override
    public void note(String kind, Map<String, ?> details) {
        counters.add("notes." + kind);
    }

    boolean registered() {
        return client.deviceId() != null;
    }

    int waiting() {
        return spool.size();
    }

    synchronized int applied() {
        return applied;
    }

    Map<String, Long> counts() {
        return counters.snapshot();
    }

    @Override
    public void close() {
        client.close();
    }

    private long frames(Instant now) {
        return Duration.between(begin, now).toSeconds() * FRAMES_PER_SECOND;
    }
}
