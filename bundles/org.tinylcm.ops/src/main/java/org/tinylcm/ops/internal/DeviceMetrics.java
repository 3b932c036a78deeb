package org.tinylcm.ops.internal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.ops.Metrics;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.quarantine.Quarantine;

/** Puts the device's figures together: process, machine, data folder, pipeline, quarantine, adaptation, log. */
@Component(service = Metrics.class)
public final class DeviceMetrics implements Metrics {
    private final BundleContext context;
    private final Path data;
    private final DataQuota quota;
    private final OperationalLog log;
    private final ProcFigures machine = new ProcFigures(Path.of("/"));
    private final ProcessCpu processor = new ProcessCpu();
    private final Lookup<Pipeline> pipeline;
    private final Lookup<Quarantine> quarantine;
    private final Lookup<Adaptation> adaptation;

    @Activate
    public DeviceMetrics(BundleContext context, @Reference DataQuota quota, @Reference OperationalLog log) {
        this.context = context;
        this.quota = quota;
        this.log = log;
        data = DataFolder.of(context, "");
        pipeline = new Lookup<>(context, Pipeline.class);
        quarantine = new Lookup<>(context, Quarantine.class);
        adaptation = new Lookup<>(context, Adaptation.class);
    }

    @Override
    public synchronized Map<String, Object> snapshot() {
        var values = new TreeMap<String, Object>();
        machine.into(values);
        processor.percent().ifPresent(v -> values.put("process.cpu.percent", ProcFigures.rounded(v)));
        ProcessHandle.current().info().startInstant().ifPresent(start ->
                values.put("process.uptime.seconds", Duration.between(start, Instant.now()).toSeconds()));
        var heap = Runtime.getRuntime();
        values.put("process.heap.used.bytes", heap.totalMemory() - heap.freeMemory());
        values.put("process.heap.max.bytes", heap.maxMemory());
        values.put("system.os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        values.put("system.architecture", System.getProperty("os.arch"));
        values.put("system.processors", heap.availableProcessors());
        values.put("java.version", Runtime.version().toString());
        values.put("log.dropped", log.dropped());
        values.put("bundles", context.getBundles().length);
        data(values);
        pipeline.get().ifPresent(p -> PipelineFigures.pipeline(p, values));
        quarantine.get().ifPresent(q -> q.counters().forEach((name, n) -> values.put("quarantine." + name, n)));
        adaptation.get().ifPresent(a -> PipelineFigures.adaptations(a.history(), values));
        return values;
    }

    private void data(Map<String, Object> values) {
        values.put("data.used.bytes", quota.usedBytes());
        values.put("data.max.bytes", quota.mostBytes());
        values.put("data.deleted", quota.deleted());
        values.put("data.refused", quota.refused());
        try {
            FileStore disk = Files.getFileStore(data);
            values.put("disk.free.bytes", disk.getUsableSpace());
            values.put("disk.total.bytes", disk.getTotalSpace());
        } catch (IOException e) {
            // No folder yet: then nothing is known of its disk.
            values.remove("disk.free.bytes");
        }
    }
}
