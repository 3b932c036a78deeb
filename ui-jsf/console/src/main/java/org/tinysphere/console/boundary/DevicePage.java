package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tinysphere.core.control.Problem;
import org.tinysphere.datahub.control.DeviceData;
import org.tinysphere.datahub.control.Packages;
import org.tinysphere.drifthub.control.Adaptations;
import org.tinysphere.drifthub.control.DriftEvents;
import org.tinysphere.drifthub.control.Snapshots;
import org.tinysphere.fleet.control.Devices;
import org.tinysphere.fleet.control.Inbox;
import org.tinysphere.fleet.control.MetricQueries;

/** One device with everything that is known of it. */
@Named("device")
@RequestScoped
public class DevicePage {
    @Inject
    private Query q;
    @Inject
    private Formats formats;
    @Inject
    private Devices devices;
    @Inject
    private MetricQueries metrics;
    @Inject
    private Inbox inbox;
    @Inject
    private DriftEvents events;
    @Inject
    private Adaptations adaptations;
    @Inject
    private Snapshots snapshots;
    @Inject
    private Packages packages;
    @Inject
    private DeviceData data;
    private final Once once = new Once();
    private static final int SOME = 10;
    private static final String STAGE = "stage.";
    private Devices.Detail detail;
    private Devices.Place place;
    private List<String> metricNames;

    /** A chart of the page. */
    public record Chart(String label, String names, String unit, String scale) {
    }

    public Devices.Detail detail() {
        if (detail == null) {
            detail = devices.detail(q.text("id", ""));
        }
        return detail;
    }

    public String id() {
        return detail().device().id();
    }

    public String joinedTags() {
        return String.join(" ", detail().device().tags());
    }

    public String tab() {
        return q.text("tab", "overview");
    }

    public List<String> tabs() {
        return List.of("overview", "charts", "configuration", "software", "snapshots", "drift", "packages", "history");
    }

    /** Reasons of its health and versions of its parts, as its last heartbeat said. */
    public List<String> reasons() {
        return Plain.map(detail().report()).get("reasons") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList() : List.of();
    }

    /** Versions of its bundles, by name; without stages and model. */
    public Map<String, String> bundles() {
        return versions(name -> !name.startsWith(STAGE) && !name.equals("model"));
    }

    /** Bundle and version that do each stage of its pipeline. */
    public Map<String, String> stages() {
        var stages = new TreeMap<String, String>();
        versions(name -> name.startsWith(STAGE)).forEach((name, by) -> stages.put(name.substring(STAGE.length()), by));
        return stages;
    }

    private Map<String, String> versions(Predicate<String> wanted) {
        var versions = new TreeMap<String, String>();
        if (Plain.map(detail().report()).get("versions") instanceof Map<?, ?> map) {
            map.forEach((name, version) -> {
                if (wanted.test(String.valueOf(name))) {
                    versions.put(String.valueOf(name), String.valueOf(version));
                }
            });
        }
        return versions;
    }

    /** By name in the person's language, where there is one. */
    public Map<String, String> hardware() {
        var hardware = new TreeMap<String, String>();
        Plain.map(detail().hardware()).forEach((name, value) -> hardware.put(formats.textOr("hardware." + name, name),
                value instanceof Double number ? name.endsWith(".bytes") ? formats.bytes(number)
                        : new BigDecimal(number).stripTrailingZeros().toPlainString() : String.valueOf(value)));
        return hardware;
    }

    /** Only charts of what the device reports. */
    public List<Chart> charts() {
        if (metricNames == null) {
            metricNames = metrics.names(place().number());
        }
        var stages = metricNames.stream().filter(name -> name.startsWith("pipeline.time.") && name.endsWith(".p50.micros"))
                .limit(12).toList();
        return Stream.of(
                new Chart("chart.stages", String.join(",", stages), "ms", "0.001"),
                chart("chart.quality", "", "1", "pipeline.confidence.mean", "pipeline.novelty.mean", "pipeline.familiarity.mean"),
                chart("chart.rate", "1/s", "1", "pipeline.frames.per.second"),
                chart("chart.drift", "", "1", "pipeline.drift.onsets", "pipeline.drifting", "pipeline.quarantined"),
                chart("chart.cpu", "%", "1", "process.cpu.percent", "system.cpu.percent"),
                chart("chart.memory", "MB", "0.000001", "process.rss.bytes", "system.memory.available.bytes",
                        "process.heap.used.bytes"),
                chart("chart.disk", "GB", "0.000000001", "disk.free.bytes", "data.used.bytes"),
                chart("chart.temperature", "°C", "1", "system.temperature.celsius"),
                chart("chart.battery", "%", "1", "battery.percent"))
                .filter(chart -> !chart.names.isEmpty()).toList();
    }

    private Chart chart(String label, String unit, String scale, String... names) {
        return new Chart(label, String.join(",", Stream.of(names).filter(metricNames::contains).toList()), unit,
                scale);
    }

    /** Seconds back from now that charts show. */
    public long span() {
        return switch (q.text("span", "hour")) {
            case "day" -> 86_400;
            case "week" -> 7 * 86_400;
            default -> 3600;
        };
    }

    public String from() {
        return Instant.now().minusSeconds(span()).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public List<Inbox.View> commands() {
        return once.of("commands", () -> inbox.of(place().number(), Long.MAX_VALUE, SOME));
    }

    /** Snapshots that it was told to take or to go back to. */
    public List<Inbox.View> snapshotCommands() {
        return once.of("snapshotCommands", () -> inbox.of(place().number(), Long.MAX_VALUE, 100).stream()
                .filter(command -> command.kind().equals("snapshot") || command.kind().equals("rollback")).limit(SOME)
                .toList());
    }

    public List<Snapshots.View> snapshots() {
        return once.of("snapshots", () -> snapshots.of(place().number(), 50));
    }

    public List<DriftEvents.Line> events() {
        return once.of("events", () ->
                events.list(new DriftEvents.Wanted(id(), null, null, null, null, null), null, SOME));
    }

    public List<Adaptations.Line> adaptations() {
        return once.of("adaptations", () -> adaptations.list(id(), null, null, Long.MAX_VALUE, SOME));
    }

    public List<Adaptations.Entry> trail() {
        return once.of("trail", () -> adaptations.trail(place().number(), Long.MAX_VALUE, 50));
    }

    public List<Packages.View> packages() {
        return once.of("packages", () -> packages.list(id(), null, null, Long.MAX_VALUE, SOME));
    }

    public List<DeviceData.Log> logs() {
        return once.of("logs", () -> data.logs(place().number(), "", "", 50));
    }

    /** The model that it said it uses; null if it has not. */
    public DeviceData.Model model() {
        return once.of("model", () -> {
            try {
                return data.model(place().number());
            } catch (Problem none) {
                if (none.status() != 404) {
                    throw none;
                }
                return null;
            }
        });
    }

    /** What the model says of itself; empty if it has not been sent. */
    public Map<String, Object> modelDocument() {
        return model() == null ? Map.of() : Plain.map(model().model());
    }

    /** Prototypes by class. */
    public Map<String, Long> prototypes() {
        var counts = new TreeMap<String, Long>();
        if (modelDocument().get("prototypes") instanceof Map<?, ?> map) {
            map.forEach((label, count) -> counts.put(String.valueOf(label), ((Number) count).longValue()));
        }
        return counts;
    }

    Devices.Place place() {
        if (place == null) {
            place = devices.place(id());
        }
        return place;
    }
}
