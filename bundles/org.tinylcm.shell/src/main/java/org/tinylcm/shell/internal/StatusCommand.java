package org.tinylcm.shell.internal;

import java.util.Map;
import java.util.stream.Collectors;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.Metrics;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineStatus;
import picocli.CommandLine.Command;

/** The device at a glance. */
@Command(name = "status", description = "Shows the device at a glance.")
final class StatusCommand extends DeviceCommand {
    @Override
    void run() {
        var status = services.need(Pipeline.class, "pipeline").status();
        var pack = services.find(ModelPack.class).filter(p -> p.id().equals(status.modelId()));
        var metrics = services.find(Metrics.class).map(Metrics::snapshot).orElse(Map.of());
        if (json) {
            printJson(json(status, pack.map(ModelPack::name).orElse(null)));
            return;
        }
        print("state", status.state() + (status.detail().isEmpty() ? "" : ": " + status.detail()));
        print("model", pack.map(p -> p.name() + " " + p.version() + "  ").orElse("")
                + (status.modelId().isEmpty() ? "none" : Text.cut(status.modelId(), 16)));
        print("source", source(status));
        print("frames", Text.format("%d classified, %d given up, %.1f a second", status.frames(), status.failures(),
                status.framesPerSecond()));
        print("drift", (status.drifting().isEmpty() ? "none now" : "NOW: " + String.join(", ", status.drifting()))
                + Text.format("; %d episodes begun, %d ended", status.onsets(), status.recoveries()));
        print("quarantine", status.quarantined() + " frames put aside");
        print("labels", status.labels().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")));
        if (metrics.get("process.rss.bytes") instanceof Number rss) {
            print("memory", Text.megabytes(rss.longValue()) + " in use by the process");
        }
        if (metrics.get("data.used.bytes") instanceof Number used
                && metrics.get("data.max.bytes") instanceof Number most) {
            print("data folder", Text.megabytes(used.longValue()) + " of " + Text.megabytes(most.longValue()));
        }
    }

    private static String source(PipelineStatus status) {
        var source = status.source();
        if (source == null) {
            return "none";
        }
        var total = source.total() < 0 ? "" : " of " + source.total();
        return Text.cut(source.description(), 30) + Text.format("  %d%s delivered, %d dropped, %d refused",
                source.delivered(), total, source.dropped(), source.refused());
    }

    private static Map<String, Object> json(PipelineStatus status, String name) {
        var source = status.source();
        return Text.map("state", status.state(), "detail", status.detail(), "modelId", status.modelId(), "model", name,
                "source", source == null ? null : Text.map("description", source.description(), "lossless",
                        source.lossless(), "delivered", source.delivered(), "dropped", source.dropped(), "refused",
                        source.refused(), "total", source.total()),
                "frames", status.frames(), "failures", status.failures(), "framesPerSecond", status.framesPerSecond(),
                "labels", status.labels(), "drifting", status.drifting(), "onsets", status.onsets(), "recoveries",
                status.recoveries(), "quarantined", status.quarantined(), "listenersDropped",
                status.listenersDropped(), "stages", status.stages());
    }
}
