package org.tinylcm.ops.internal;

import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.AdaptationDoc;
import org.tinylcm.state.StateManager;

/**
 * Makes a {@link ReportWriter} if the framework property {@value #FILE} names a file. The listener is registered by
 * hand, because one that waits for room but does nothing would still slow every device that writes no report.
 */
@Component(service = {}, immediate = true)
public final class Reporting {
    private static final System.Logger logger = System.getLogger(Reporting.class.getName());
    static final String FILE = "tinylcm.report";
    private final BundleContext context;
    private final Lookup<Pipeline> pipeline;
    private final Lookup<Adaptation> adaptation;
    private final Lookup<StateManager> states;
    private final ProcFigures machine = new ProcFigures(Path.of("/"));
    private ReportWriter writer;
    private ServiceRegistration<PipelineListener> registration;

    @Activate
    public Reporting(BundleContext context) {
        this.context = context;
        pipeline = new Lookup<>(context, Pipeline.class);
        adaptation = new Lookup<>(context, Adaptation.class);
        states = new Lookup<>(context, StateManager.class);
        var file = context.getProperty(FILE);
        if (file != null && !file.isBlank()) {
            open(Path.of(file));
        }
    }

    @Deactivate
    void close() {
        if (writer != null) {
            registration.unregister();
            writer.close();
        }
    }

    private void open(Path file) {
        try {
            writer = new ReportWriter(new ReportFile(file), Clock.systemUTC(), this::surroundings);
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(PipelineListener.OVERFLOW, PipelineListener.WAIT);
            registration = context.registerService(PipelineListener.class, writer, properties);
        } catch (IOException e) {
            logger.log(ERROR, "The report {0} cannot be written: {1}", file, e.toString());
        }
    }

    private RunTally.Surroundings surroundings() {
        var source = pipeline.get().map(p -> p.status().source());
        var peak = machine.peakRssBytes();
        return new RunTally.Surroundings(source.map(s -> s.dropped()).orElse(null),
                adaptation.get().map(a -> docs(a)).orElse(List.of()),
                states.get().map(s -> s.snapshots().size()).orElse(null), peak.isPresent() ? peak.getAsLong() : null,
                ProcessHandle.current().info().startInstant().orElse(null), versions());
    }

    private static List<AdaptationDoc> docs(Adaptation adaptation) {
        return adaptation.history().stream().map(DriftDocs::of).toList();
    }

    private Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        versions.put("java", Runtime.version().toString());
        Arrays.stream(context.getBundles()).filter(b -> b.getSymbolicName() != null)
                .filter(b -> b.getSymbolicName().startsWith("org.tinylcm."))
                .forEach(b -> versions.put(b.getSymbolicName(), b.getVersion().toString()));
        return versions;
    }
}
