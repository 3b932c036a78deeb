package org.tinylcm.source.camera.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.FrameSource;
import org.tinylcm.frame.Payload;
import org.tinylcm.frame.SourceStatus;
import org.tinylcm.input.BadInputException;

/**
 * Pictures from a camera: a program that writes JPEG pictures to its output, or an address in the network. Keeps the
 * newest ones and counts those that had to go. Never ends; when the camera goes away it waits for it to come back.
 */
@Component(configurationPid = "org.tinylcm.source.camera", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CameraSource.Config.class)
public final class CameraSource implements FrameSource {
    private static final int FIRST_PAUSE_MILLIS = 500;

    /** Configuration. */
    @ObjectClassDefinition(name = "Frames from a camera", description = "A camera at this device or in the network")
    @interface Config {
        @AttributeDefinition(required = false,
                description = "http:// or https:// address of a motion JPEG stream or of a picture; empty for a program")
        String url() default "";

        @AttributeDefinition(required = false,
                description = "Program with its arguments that writes JPEG pictures to its output; {device} {width}"
                        + " {height} {fps} {rotation} are replaced; empty: rpicam-vid, libcamera-vid, ffmpeg or v4l2-ctl,"
                        + " whichever is installed")
        String command() default "";

        @AttributeDefinition(required = false,
                description = "V4L2 device such as /dev/video0; empty for the camera connector, else /dev/video0")
        String device() default "";

        @AttributeDefinition(min = "16", max = "4096", description = "Width in pixels")
        int width() default 640;

        @AttributeDefinition(min = "16", max = "4096", description = "Height in pixels")
        int height() default 480;

        @AttributeDefinition(min = "1", max = "120", description = "Pictures per second that the camera is asked for")
        int fps() default 5;

        @AttributeDefinition(options = {@Option("0"), @Option("90"), @Option("180"), @Option("270")},
                description = "Degrees clockwise by which the program turns the picture")
        int rotation() default 0;

        @AttributeDefinition(min = "1", max = "100", description = "Newest pictures to keep")
        int buffer() default 1;

        @AttributeDefinition(min = "1024", max = "16777216", description = "Bytes of a picture at most")
        int max_frame_bytes() default 4194304;

        @AttributeDefinition(min = "100", max = "60000", description = "Milliseconds to wait for an address to answer")
        int connect_timeout_millis() default 5000;

        @AttributeDefinition(min = "1", max = "3600",
                description = "Seconds without a picture after which the camera is opened anew")
        int stall_seconds() default 15;
    }

    private final Feed feed;
    private final FrameBuffer buffer;
    private final CameraReader reader;
    private volatile long sequence;

    @Activate
    public CameraSource(Config config) {
        this(feed(config), config.buffer(), config.fps(), FIRST_PAUSE_MILLIS, config.stall_seconds() * 1000L);
    }

    CameraSource(Feed feed, int buffered, int fps, long firstPauseMillis, long stallMillis) {
        this.feed = feed;
        this.buffer = new FrameBuffer(buffered);
        this.reader = new CameraReader(feed, buffer, fps, firstPauseMillis, stallMillis);
        reader.start();
    }

    @Deactivate
    void close() {
        buffer.close();
        reader.close();
    }

    @Override
    public Frame next(Duration timeout) throws InterruptedException {
        var picture = buffer.take(timeout.toNanos());
        if (picture == null) {
            return null;
        }
        var number = sequence++;
        return new Frame(number, "camera#" + number, picture.at(), null, new Payload.EncodedImage(picture.bytes()));
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(feed.description(), false, sequence, buffer.dropped(), reader.refused(), -1);
    }

    private static Feed feed(Config config) {
        if (config.url().isBlank()) {
            var wish = new CameraCommand.Wish(config.device().strip(), config.width(), config.height(), config.fps(),
                    config.rotation());
            var command = config.command().isBlank() ? CameraCommand.detect(wish, CameraCommand::isInstalled)
                    : CameraCommand.of(config.command(), wish);
            return new ProcessFeed(command, config.max_frame_bytes());
        }
        if (!config.command().isBlank() || config.rotation() != 0) {
            throw new BadInputException("org.tinylcm.source.camera", "url", "goes with neither command nor rotation");
        }
        return new HttpFeed(config.url(), config.max_frame_bytes(),
                Duration.ofMillis(config.connect_timeout_millis()));
    }
}
