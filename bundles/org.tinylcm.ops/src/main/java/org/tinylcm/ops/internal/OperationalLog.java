package org.tinylcm.ops.internal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tinylcm.ops.DataFolder;

/**
 * What the device logs: JSON lines in {@code logs/tinylcm.log}, and one line each on standard error. java.util.logging
 * is what {@link System.Logger} ends in, so this takes the place of its root handlers for as long as it is active.
 */
@Component(service = OperationalLog.class, immediate = true, configurationPid = "org.tinylcm.ops.log")
@Designate(ocd = OperationalLog.Config.class)
public final class OperationalLog {
    private static final int WAITING_LINES = 2048;
    private final Logger root = LogManager.getLogManager().getLogger("");
    private final Level levelBefore = root.getLevel();
    private final List<Handler> before = List.of(root.getHandlers());
    private final LineHandler file;
    private final LineHandler console;

    @ObjectClassDefinition(name = "Operational log")
    @interface Config {
        @AttributeDefinition(description = "Least level that is written to the file", options = {
                @Option(value = "ERROR"), @Option(value = "WARN"), @Option(value = "INFO"), @Option(value = "DEBUG"),
                @Option(value = "TRACE"), @Option(value = "OFF")})
        String level() default "INFO";

        @AttributeDefinition(description = "Least level that is shown on the console", options = {
                @Option(value = "ERROR"), @Option(value = "WARN"), @Option(value = "INFO"), @Option(value = "DEBUG"),
                @Option(value = "TRACE"), @Option(value = "OFF")})
        String console_level() default "INFO";

        @AttributeDefinition(description = "Size at which a file is set aside, MB", min = "1", max = "100")
        int max_file_mb() default 4;

        @AttributeDefinition(description = "Files that are kept", min = "2", max = "100")
        int files() default 5;
    }

    @Activate
    public OperationalLog(BundleContext context, Config config) {
        this(DataFolder.of(context, "logs"), LogFormat.level(config.level()), LogFormat.level(config.console_level()),
                config.max_file_mb() * 1_000_000L, config.files(), System.err, Text.colourful());
    }

    OperationalLog(Path logs, Level level, Level consoleLevel, long mostBytes, int files, PrintStream stream,
            boolean colour) {
        var format = new LogFormat(colour, ZoneId.systemDefault());
        file = new LineHandler(level, format::json, new LineWriter("tinylcm-log", WAITING_LINES,
                new FileSink(new RotatingFile(logs, "tinylcm", "log", mostBytes, files))));
        console = new LineHandler(consoleLevel, format::format,
                new LineWriter("tinylcm-console-log", WAITING_LINES, new StreamSink(stream)));
        before.forEach(root::removeHandler);
        root.addHandler(file);
        root.addHandler(console);
        root.setLevel(level.intValue() < consoleLevel.intValue() ? level : consoleLevel);
    }

    @Deactivate
    void close() {
        root.removeHandler(file);
        root.removeHandler(console);
        before.forEach(root::addHandler);
        root.setLevel(levelBefore);
        file.close();
        console.close();
    }

    /** Lines that did not get into the file, because it could not be written fast enough or at all. */
    long dropped() {
        return file.dropped();
    }
}
