package org.tinylcm.shell.internal;

import org.tinylcm.drift.DriftMonitor;
import picocli.CommandLine.Command;

/** What the monitors think. */
@Command(name = "drift", description = "Shows the drift monitors and their figures.")
final class DriftCommand extends DeviceCommand {
    @Override
    void run() {
        var readings = services.monitors().stream().map(DriftMonitor::reading).toList();
        if (json) {
            printJson(readings.stream().map(r -> Text.map("monitor", r.monitor(), "verdict", r.verdict(), "metric",
                    r.metric(), "current", r.current(), "reference", r.reference(), "statistic", r.statistic(),
                    "threshold", r.threshold(), "frames", r.frames(), "onsets", r.onsets())).toList());
            return;
        }
        if (readings.isEmpty()) {
            out.println("No drift monitor is active.");
            return;
        }
        var table = new Table("monitor", "verdict", ">now", ">reference", ">test", ">limit", ">frames", ">episodes");
        readings.forEach(r -> table.row(r.monitor(), r.verdict(), number(r.current()), number(r.reference()),
                number(r.statistic()), number(r.threshold()), r.frames(), r.onsets()));
        print(table);
    }

    private static String number(double value) {
        return Text.format("%.4g", value);
    }
}
