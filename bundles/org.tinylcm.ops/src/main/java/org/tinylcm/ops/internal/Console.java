package org.tinylcm.ops.internal;

import static java.lang.System.Logger.Level.DEBUG;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.AuditEntry;

/**
 * Shows the run on standard output if the framework property {@value #MODE} is {@code progress}; {@code quiet}, or
 * none, shows nothing.
 */
@Component(service = {}, immediate = true)
public final class Console {
    private static final System.Logger logger = System.getLogger(Console.class.getName());
    static final String MODE = "tinylcm.console";
    private static final int WAITING_LINES = 256;
    private final AuditTrail audit;
    private LineWriter writer;
    private ScheduledExecutorService scheduler;
    private Consumer<AuditEntry> auditListener;
    private ServiceRegistration<PipelineListener> registration;

    @Activate
    public Console(BundleContext context, @Reference AuditTrail audit) {
        this.audit = audit;
        if ("progress".equals(context.getProperty(MODE))) {
            show(context);
        }
    }

    @Deactivate
    void close() {
        if (writer != null) {
            registration.unregister();
            audit.forget(auditListener);
            scheduler.shutdownNow();
            writer.close();
        }
    }

    private void show(BundleContext context) {
        writer = new LineWriter("tinylcm-console", WAITING_LINES, new StreamSink(System.out));
        var progress = new ConsoleProgress(new Lookup<>(context, Pipeline.class),
                new Lookup<>(context, Adaptation.class), new ConsoleLines(ZoneId.systemDefault(), Text.colourful()),
                Clock.systemUTC(), writer);
        auditListener = progress::onAudit;
        audit.listen(auditListener);
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "tinylcm-console-poll");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.scheduleWithFixedDelay(() -> poll(progress), 1, 1, TimeUnit.SECONDS);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(PipelineListener.OVERFLOW, PipelineListener.DROP);
        registration = context.registerService(PipelineListener.class, progress, properties);
    }

    /** A task that throws is never run again, and the adaptation may vanish in the middle of the question. */
    private static void poll(ConsoleProgress progress) {
        try {
            progress.adaptations();
        } catch (RuntimeException e) {
            logger.log(DEBUG, "No adaptations to show at the moment", e);
        }
    }
}
