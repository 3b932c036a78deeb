package org.tinylcm.shell.internal;

import org.tinylcm.ops.Metrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The device's figures. */
@Command(name = "metrics", description = "Shows the device's figures.")
final class MetricsCommand extends DeviceCommand {
    @Option(names = "--prometheus", description = "Print the text format of Prometheus.")
    boolean prometheus;

    @Override
    void run() {
        var values = services.need(Metrics.class, "metrics").snapshot();
        if (prometheus) {
            PrometheusText.lines(values).forEach(out::println);
        } else if (json) {
            printJson(values);
        } else {
            var table = new Table("figure", ">value");
            values.forEach(table::row);
            print(table);
        }
    }
}
