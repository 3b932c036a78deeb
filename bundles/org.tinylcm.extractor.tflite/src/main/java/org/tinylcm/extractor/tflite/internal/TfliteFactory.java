package org.tinylcm.extractor.tflite.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.feature.FeatureExtractorFactory;
import org.tinylcm.image.ImageLimits;
import org.tinylcm.model.Backbone;

/** Opens TensorFlow Lite networks; also gives its configuration to the frame extractor of the pack in use. */
@Component(service = {FeatureExtractorFactory.class, TfliteFactory.class},
        configurationPid = "org.tinylcm.extractor.tflite")
@Designate(ocd = TfliteFactory.Config.class)
public final class TfliteFactory implements FeatureExtractorFactory {

    /** Configuration of {@code org.tinylcm.extractor.tflite}. */
    @ObjectClassDefinition(name = "TensorFlow Lite features",
            description = "How the feature network runs, and what a picture or a model may cost at most")
    public @interface Config {
        @AttributeDefinition(min = "1", max = "8", description = "Threads of the network. On a busy machine more"
                + " threads can be much slower than one")
        int threads() default 1;

        @AttributeDefinition(description = "Use the XNNPACK kernels. They change quantised features slightly, so a"
                + " pack must be built with the same setting")
        boolean xnnpack() default true;

        @AttributeDefinition(description = "Open packs that were calibrated with another runtime or other kernels;"
                + " thresholds may be slightly off then")
        boolean accept_other_runtime() default false;

        @AttributeDefinition(min = "1024", max = "268435456", description = "Largest model file, bytes")
        int model_max_bytes() default 64 << 20;

        @AttributeDefinition(min = "1024", max = "134217728", description = "Largest encoded picture, bytes")
        int image_max_bytes() default 16 << 20;

        @AttributeDefinition(min = "1", max = "200000000", description = "Largest picture, pixels; each needs 3 bytes"
                + " of heap, some kinds of PNG 11")
        int image_max_pixels() default 24_000_000;

        @AttributeDefinition(min = "1", max = "600", description = "Time that the trial of an unknown model may take,"
                + " seconds")
        int trial_seconds() default 30;

        @AttributeDefinition(min = "64", max = "4096", description = "Memory that the trial of an unknown model may"
                + " take, MB")
        int trial_megabytes() default 256;
    }

    private final Engine engine;

    @Activate
    public TfliteFactory(BundleContext context, Config config) {
        this(context, new Settings(config.threads(), config.xnnpack(), config.accept_other_runtime(),
                config.model_max_bytes(), new ImageLimits(config.image_max_bytes(), config.image_max_pixels()),
                config.trial_seconds(), config.trial_megabytes()));
    }

    private TfliteFactory(BundleContext context, Settings settings) {
        var folder = context.getDataFile("").toPath().toAbsolutePath();
        Natives.prepare(context, folder);
        var runtime = Engine.runtime(settings);
        engine = new Engine(settings, new TrialRunner(folder, () -> Natives.child(context), runtime, settings),
                runtime);
    }

    @Override
    public BackboneInfo inspect(Path model, String featureTensor) {
        return engine.inspect(model, featureTensor);
    }

    @Override
    public OpenExtractor open(Backbone backbone, String modelId) {
        return engine.open(backbone, modelId);
    }
}
