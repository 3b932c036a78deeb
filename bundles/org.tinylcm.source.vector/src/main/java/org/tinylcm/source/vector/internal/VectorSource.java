package org.tinylcm.source.vector.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.FrameSource;
import org.tinylcm.frame.Payload;
import org.tinylcm.frame.SourceStatus;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/**
 * Frames from a table of feature vectors. Lossless: rows wait until they are asked for.
 *
 * <p>A replacement of this bundle goes on where its predecessor was. A new run of the device begins at the first row,
 * and so does another file; and going back to a snapshot never makes rows come twice, because the world does not go
 * back either.
 */
@Component(service = {FrameSource.class, Stateful.class}, configurationPid = "org.tinylcm.source.vector",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = VectorSource.Config.class)
public final class VectorSource implements FrameSource, Stateful {
    @ObjectClassDefinition(name = "Frames from feature vectors",
            description = "Reads feature vectors from a table, one frame per row")
    @interface Config {
        @AttributeDefinition(description = "File to read: .csv with a header line, or .npy")
        String path();

        @AttributeDefinition(description = "Begin again at the first row after the last one")
        boolean loop() default false;

        @AttributeDefinition(description = "CSV column that holds the true label; used to measure, never to classify")
        String label_column() default "label";
    }

    private final RowCursor rows;
    private final String path;
    private final String run;
    private final Clock clock;
    private boolean placed;
    private volatile long delivered;

    @Activate
    public VectorSource(BundleContext context, Config config) {
        this(Path.of(config.path()), config.loop(), config.label_column(),
                context.getProperty(Constants.FRAMEWORK_UUID), Clock.systemUTC());
    }

    VectorSource(Path path, boolean loop, String labelColumn, String run, Clock clock) {
        rows = new RowCursor(path, loop, labelColumn);
        this.path = path.toString();
        this.run = String.valueOf(run);
        this.clock = clock;
    }

    @Deactivate
    void close() {
        rows.close();
    }

    @Override
    public Frame next(Duration timeout) {
        placed = true;
        var row = rows.next();
        if (row == null) {
            return null;
        }
        var frame = new Frame(delivered, rows.fileName() + ":" + row.line(), clock.instant(), row.label(),
                new Payload.Vector(row.values()));
        delivered = frame.sequence() + 1;
        return frame;
    }

    @Override
    public boolean ended() {
        return rows.ended();
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(path, true, delivered, 0, rows.refused(), rows.total());
    }

    @Override
    public String stateName() {
        return "source.vector";
    }

    @Override
    public ComponentState saveState() {
        var values = new HashMap<String, Object>();
        values.put("run", run);
        values.put("path", path);
        values.put("delivered", delivered);
        values.put("refused", rows.refused());
        values.put("ended", rows.ended());
        values.put("offset", rows.position().offset());
        values.put("line", rows.position().line());
        return new ComponentState(1, values, Map.of());
    }

    @Override
    public void restoreState(ComponentState state) {
        if (state.version() != 1) {
            throw new IllegalArgumentException("unknown version " + state.version() + " of the state of a source");
        }
        if (placed || !run.equals(state.text("run")) || !path.equals(state.text("path"))) {
            return;
        }
        rows.resume(state.number("offset"), state.number("line"), state.number("refused"), state.flag("ended"));
        delivered = state.number("delivered");
        placed = true;
    }
}
