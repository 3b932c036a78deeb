package org.tinylcm.ops.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.ops.DataFolder;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.FrameLine;
import org.tinylcm.protocol.Json;

/** Writes {@code logs/frames.jsonl}: every n-th frame, every frame in drift and every failure, one line each. */
@Component(service = PipelineListener.class, configurationPid = "org.tinylcm.ops.frames",
        property = PipelineListener.OVERFLOW + "=" + PipelineListener.DROP)
@Designate(ocd = FrameLog.Config.class)
public final class FrameLog implements PipelineListener {
    private static final System.Logger logger = System.getLogger(FrameLog.class.getName());
    private final RotatingFile file;
    private final int every;
    private final DataQuota quota;
    private long seen;
    private boolean broken;

    @ObjectClassDefinition(name = "Frame log")
    @interface Config {
        @AttributeDefinition(description = "Every n-th frame is logged; 0 switches the log off", min = "0",
                max = "1000000")
        int every() default 1;

        @AttributeDefinition(description = "Size at which a file is set aside, MB", min = "1", max = "100")
        int max_file_mb() default 8;

        @AttributeDefinition(description = "Files that are kept", min = "2", max = "1000")
        int files() default 5;
    }

    @Activate
    public FrameLog(BundleContext context, Config config, @Reference DataQuota quota) {
        this(DataFolder.of(context, "logs"), config.every(), config.max_file_mb() * 1_000_000L, config.files(), quota);
    }

    FrameLog(Path logs, int every, long mostBytes, int files, DataQuota quota) {
        file = new RotatingFile(logs, "frames", "jsonl", mostBytes, files);
        this.every = every;
        this.quota = quota;
    }

    @Deactivate
    synchronized void close() throws IOException {
        file.close();
    }

    @Override
    public void onFrame(FrameResult result) {
        if (every > 0 && (seen++ % every == 0 || result.drifting())) {
            write(FrameLines.of(result));
        }
    }

    @Override
    public void onFailure(FrameFailure failure) {
        if (every > 0) {
            write(FrameLines.of(failure));
        }
    }

    private synchronized void write(FrameLine line) {
        if (!quota.mayWrite()) {
            return;
        }
        try {
            file.append(Json.write(line).getBytes(StandardCharsets.UTF_8));
            broken = false;
        } catch (IOException e) {
            if (!broken) {
                logger.log(WARNING, "The frame log cannot be written: {0}", e.toString());
            }
            broken = true;
        }
    }
}
