package org.tinylcm.ops.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.frame.Payload;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.Json;

/**
 * Keeps pictures for people: {@code images/<day>/<event>.jpg} with the event as JSON beside it, and
 * {@code frame-<number>.jpg} for frames that were put aside or (if switched on) for all. Bytes as they were received.
 */
@Component(service = PipelineListener.class, configurationPid = "org.tinylcm.ops.images",
        property = PipelineListener.OVERFLOW + "=" + PipelineListener.DROP)
@Designate(ocd = ImageKeeper.Config.class)
public final class ImageKeeper implements PipelineListener {
    private static final System.Logger logger = System.getLogger(ImageKeeper.class.getName());
    private final Path images;
    private final Rules rules;
    private final DataQuota quota;
    private Instant lastFrame = Instant.MIN;
    private boolean broken;

    @ObjectClassDefinition(name = "Pictures that are kept")
    @interface Config {
        @AttributeDefinition(description = "Keep the frame at which an episode of drift began or ended")
        boolean drift() default true;

        @AttributeDefinition(description = "Keep frames that were put aside")
        boolean quarantined() default true;

        @AttributeDefinition(description = "Keep frames that were classified with at least the confidence below")
        boolean predictions() default false;

        @AttributeDefinition(description = "Least confidence of a prediction that is kept, 0..1", min = "0",
                max = "1")
        double min_confidence() default 0;

        @AttributeDefinition(description = "Least time between two pictures that are no drift events, seconds",
                min = "0", max = "86400")
        double interval_seconds() default 1;
    }

    record Rules(boolean drift, boolean quarantined, boolean predictions, double minConfidence, Duration interval) {
    }

    @Activate
    public ImageKeeper(BundleContext context, Config config, @Reference DataQuota quota) {
        this(DataFolder.of(context, "images"), new Rules(config.drift(), config.quarantined(), config.predictions(),
                config.min_confidence(), Duration.ofMillis((long) (config.interval_seconds() * 1000))), quota);
    }

    ImageKeeper(Path images, Rules rules, DataQuota quota) {
        this.images = images;
        this.rules = rules;
        this.quota = quota;
    }

    @Override
    public void onFrame(FrameResult result) {
        var wanted = rules.quarantined() && result.quarantined()
                || rules.predictions() && result.confidence() >= rules.minConfidence();
        var at = result.frame().capturedAt();
        if (wanted && result.frame().payload() instanceof Payload.EncodedImage image && due(at) && quota.mayWrite()) {
            lastFrame = at;
            write(day(at).resolve("frame-" + result.frame().sequence() + ImageNames.extension(image.bytes())),
                    image.bytes());
        }
    }

    @Override
    public void onDrift(DriftEvent event, FrameResult result) {
        if (!rules.drift() || !quota.mayWrite()) {
            return;
        }
        var day = day(event.at());
        var name = ImageNames.safe(event.id());
        String picture = null;
        if (result.frame().payload() instanceof Payload.EncodedImage image) {
            picture = name + ImageNames.extension(image.bytes());
            write(day.resolve(picture), image.bytes());
        }
        var doc = Json.pretty(DriftDocs.of(event, result, picture)) + "\n";
        write(day.resolve(name + ".json"), doc.getBytes(StandardCharsets.UTF_8));
    }

    /** The clock may be set back. */
    private boolean due(Instant at) {
        return lastFrame == Instant.MIN || at.isBefore(lastFrame)
                || !at.isBefore(lastFrame.plus(rules.interval()));
    }

    private Path day(Instant at) {
        return images.resolve(at.atZone(ZoneOffset.UTC).toLocalDate().toString());
    }

    private void write(Path file, byte[] bytes) {
        try {
            SafeFiles.write(file, bytes);
            quota.wrote(bytes.length);
            broken = false;
        } catch (IOException e) {
            if (!broken) {
                logger.log(WARNING, "Pictures cannot be kept: {0}", e.toString());
            }
            broken = true;
        }
    }
}
