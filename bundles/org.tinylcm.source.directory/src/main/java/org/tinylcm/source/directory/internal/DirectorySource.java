package org.tinylcm.source.directory.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/**
 * Pictures from a folder, once in order (replay) or as they come (watch). Lossless. Its position is part of the state:
 * an instance that takes the place of another one goes on behind it. A new process replays from the beginning, and in
 * watch mode leaves out what was delivered before.
 */
@Component(service = {FrameSource.class, Stateful.class}, configurationPid = "org.tinylcm.source.directory",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DirectorySource.Config.class)
public final class DirectorySource implements FrameSource, Stateful {

    /** Configuration. */
    @ObjectClassDefinition(name = "Frames from a folder", description = "Replays or watches a folder of pictures")
    @interface Config {
        @AttributeDefinition(description = "Folder of pictures, or a CSV file as for list")
        String path();

        @AttributeDefinition(options = {@Option("replay"), @Option("watch")},
                description = "replay: all files once, in order of their paths; watch: files as they come")
        String mode() default "replay";

        @AttributeDefinition(description = "Begin again at the end (replay only)")
        boolean loop() default false;

        @AttributeDefinition(description = "Look into the folders in the folder, too")
        boolean recursive() default true;

        @AttributeDefinition(options = {@Option("auto"), @Option("none"), @Option("folder"), @Option("csv")},
                description = "Where the true label comes from: the name of the folder that a file is in, or the label"
                        + " column of the list; auto: csv if there is a list, else none")
        String label_from() default "auto";

        @AttributeDefinition(required = false,
                description = "CSV file with the columns file, label, segment that gives order and truth; paths are"
                        + " relative to it; empty for none")
        String list() default "";

        @AttributeDefinition(min = "0", max = "1000",
                description = "Frames per second at most; 0 for as fast as they are asked for")
        double rate() default 0;

        @AttributeDefinition(min = "0", max = "60000",
                description = "Milliseconds for which a new file must not have changed before it is taken (watch only)")
        int settle_millis() default 500;
    }

    private final Settings settings;
    private final String run;
    private final LongSupplier nanoTime;
    private final Feed feed;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long periodNanos;
    private long due;
    private boolean begun;
    private volatile long sequence;
    private volatile long refused;

    @Activate
    public DirectorySource(BundleContext context, Config config) {
        this(Settings.of(config.path(), config.mode(), config.loop(), config.recursive(), config.label_from(),
                config.list(), config.rate(), config.settle_millis()),
                String.valueOf(context.getProperty(Constants.FRAMEWORK_UUID)), System::nanoTime);
    }

    DirectorySource(Settings settings, String run, LongSupplier nanoTime) {
        this.settings = settings;
        this.run = run;
        this.nanoTime = nanoTime;
        this.feed = settings.watch() ? new WatchFeed(settings, nanoTime) : new ReplayFeed(settings);
        this.periodNanos = settings.rate() == 0 ? 0 : Math.round(1e9 / settings.rate());
        this.due = nanoTime.getAsLong();
    }

    @Deactivate
    void close() {
        closed.countDown();
        feed.close();
    }

    @Override
    public Frame next(Duration timeout) throws InterruptedException {
        var end = nanoTime.getAsLong() + timeout.toNanos();
        if (!isDue(end)) {
            return null;
        }
        var item = feed.next(Math.max(0, end - nanoTime.getAsLong()));
        if (item == null) {
            return null;
        }
        begun = true;
        var now = nanoTime.getAsLong();
        // Behind by more than a frame is no reason to hurry afterwards.
        due = now - due > periodNanos ? now + periodNanos : due + periodNanos;
        try {
            var bytes = ItemReader.read(settings.root(), item);
            return new Frame(sequence++, item.name(), Instant.now(), item.truth(), new Payload.EncodedImage(bytes));
        } catch (BadInputException e) {
            refused++;
            throw e;
        }
    }

    @Override
    public boolean ended() {
        return feed.ended();
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(settings.path(), true, sequence, 0, refused, feed.total());
    }

    @Override
    public String stateName() {
        return "source.directory";
    }

    @Override
    public ComponentState saveState() {
        var values = new HashMap<String, Object>();
        var vectors = new HashMap<String, float[]>();
        values.put("run", run);
        values.put("path", settings.path());
        values.put("mode", mode());
        values.put("sequence", sequence);
        values.put("refused", refused);
        feed.save(values, vectors);
        return new ComponentState(1, values, vectors);
    }

    /**
     * A state of another path or mode is passed over: it says nothing about this one. So is any state once a frame was
     * taken: who rolls back what was learned does not want to see the same frames again.
     */
    @Override
    public void restoreState(ComponentState state) {
        if (state.version() != 1) {
            throw new IllegalArgumentException("state of version " + state.version() + ", must be 1");
        }
        if (begun || !state.text("path").equals(settings.path()) || !state.text("mode").equals(mode())) {
            return;
        }
        var sameRun = state.text("run").equals(run);
        var delivered = state.number("sequence");
        var bad = state.number("refused");
        feed.restore(state, sameRun);
        if (sameRun) {
            sequence = delivered;
            refused = bad;
        }
    }

    private String mode() {
        return settings.watch() ? "watch" : "replay";
    }

    private boolean isDue(long end) throws InterruptedException {
        if (periodNanos == 0) {
            return true;
        }
        var wait = due - nanoTime.getAsLong();
        if (wait <= 0) {
            return true;
        }
        var allowed = Math.min(wait, end - nanoTime.getAsLong());
        return !closed.await(Math.max(0, allowed), TimeUnit.NANOSECONDS) && due - nanoTime.getAsLong() <= 0;
    }
}
