package org.tinylcm.evaluation.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.model.ModelPack;
import org.tinylcm.ops.ConfigStore;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.quarantine.Quarantine;

/**
 * Records a run of this device, of which the pipeline begins paused: it is resumed when every configured part is
 * there, so that two runs see the same from the first frame on. If a part does not come, the reason is recorded and
 * the device stops.
 */
@Component(service = {}, immediate = true, configurationPid = "org.tinylcm.evaluation",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = Recording.Config.class)
public final class Recording {
    private static final System.Logger logger = System.getLogger(Recording.class.getName());
    private static final String MONITOR_PID = "org.tinylcm.monitor.";
    private static final String MONITOR_STAGE = "monitor ";
    private static final long LOOK_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 30;

    /** Settings. */
    @ObjectClassDefinition(name = "Record of an evaluation run", description = "Set by the command 'evaluate'")
    @interface Config {
        @AttributeDefinition(description = "File to write what happens to")
        String record();

        @AttributeDefinition(required = false, description = "What to call the run while it goes on")
        String title() default "";

        @AttributeDefinition(min = "0", max = "200000", description = "Frames that will come; 0: not known")
        int frames() default 0;
    }

    private final BundleContext context;
    private final Config config;
    private final Pipeline pipeline;
    private final ClassifierFactory classifiers;
    private final ConfigStore configuration;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::begin, "tinylcm-evaluation");

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ModelPack pack;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Quarantine quarantine;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Adaptation adaptation;

    private volatile ServiceRegistration<PipelineListener> registration;

    @Activate
    public Recording(BundleContext context, Config config, @Reference Pipeline pipeline,
            @Reference ClassifierFactory classifiers, @Reference ConfigStore configuration) {
        this.context = context;
        this.config = config;
        this.pipeline = pipeline;
        this.classifiers = classifiers;
        this.configuration = configuration;
    }

    @Activate
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void stop() {
        closed.countDown();
        if (registration != null) {
            registration.unregister();
        }
    }

    private void begin() {
        try {
            var out = new RecordWriter(Path.of(config.record()));
            var missing = await();
            if (missing.isEmpty()) {
                listen(out);
                pipeline.resume();
            } else {
                out.error("the device has no " + String.join(", no ", missing));
                out.close();
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
            }
        } catch (IOException | BundleException e) {
            logger.log(Level.ERROR, "The run cannot be recorded", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen(RecordWriter out) {
        var recorder = new Recorder(out, pack, classifiers, quarantine, adaptation,
                new Progress(System.err, config.title(), config.frames()));
        var properties = new Hashtable<String, Object>();
        properties.put(PipelineListener.OVERFLOW, PipelineListener.WAIT);
        registration = context.registerService(PipelineListener.class, recorder, properties);
    }

    /** Waits for every part; answers what has not come. */
    private List<String> await() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var missing = missing();
        while (!missing.isEmpty() && System.nanoTime() < end
                && !closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            missing = missing();
        }
        return missing;
    }

    private List<String> missing() {
        if (pack == null) {
            return List.of("model pack");
        }
        var status = pipeline.status();
        var missing = new ArrayList<String>();
        status.stages().forEach((stage, provider) -> {
            if (provider.isEmpty()) {
                missing.add(stage);
            }
        });
        if (status.modelId().isEmpty() && missing.isEmpty()) {
            missing.add("stages that fit together (" + status.detail() + ")");
        }
        // The component's name in the pipeline's list shows that it hears frames, its service only that it is there.
        if (adaptation == null || status.listenersDropped().keySet().stream().noneMatch("GuardedAdaptation"::equals)) {
            missing.add("adaptation");
        }
        for (var component : configuration.components()) {
            if (component.pid().startsWith(MONITOR_PID) && !component.factory()
                    && !status.stages().containsKey(MONITOR_STAGE + id(component))) {
                missing.add(component.pid() + (component.problem().isEmpty() ? "" : " (" + component.problem() + ")"));
            }
        }
        return missing;
    }

    private static String id(ConfigStore.Component monitor) {
        return monitor.attributes().stream().filter(attribute -> attribute.key().equals("id"))
                .map(ConfigStore.Attribute::value).findFirst().orElse("");
    }
}
