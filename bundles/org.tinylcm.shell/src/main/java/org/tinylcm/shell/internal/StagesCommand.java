package org.tinylcm.shell.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import org.tinylcm.pipeline.Pipeline;
import picocli.CommandLine.Command;

/** Who does what, and how long it takes. */
@Command(name = "stages", description = "Shows which bundle gives each stage, and how long stages take.")
final class StagesCommand extends DeviceCommand {
    @Override
    void run() {
        var pipeline = services.need(Pipeline.class, "pipeline");
        var stages = pipeline.status().stages();
        var timings = pipeline.timings();
        if (json) {
            var times = new LinkedHashMap<String, Object>();
            timings.forEach((stage, t) -> times.put(stage, Text.map("count", t.count(), "p50Nanos", t.p50(),
                    "p95Nanos", t.p95(), "p99Nanos", t.p99(), "maxNanos", t.max())));
            printJson(Text.map("stages", stages, "timings", times));
            return;
        }
        var bundles = new Table("stage", "bundle");
        stages.forEach(bundles::row);
        print(bundles);
        out.println();
        var times = new Table("time, ms", ">frames", ">p50", ">p95", ">p99", ">max");
        timings.forEach((stage, t) -> times.row(stage.toLowerCase(Locale.ROOT), t.count(), millis(t.p50()),
                millis(t.p95()), millis(t.p99()), millis(t.max())));
        print(times);
    }

    private static String millis(long nanos) {
        return Text.format("%.3f", nanos / 1e6);
    }
}
