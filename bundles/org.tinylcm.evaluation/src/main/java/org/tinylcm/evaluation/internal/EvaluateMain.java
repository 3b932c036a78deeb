package org.tinylcm.evaluation.internal;

import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import picocli.CommandLine;

/** The command {@code evaluate} of the launcher. */
@Component(service = ToIntFunction.class, property = "tinylcm.main=evaluate",
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class EvaluateMain implements ToIntFunction<String[]> {
    private final EvaluateCommand command;

    @Activate
    public EvaluateMain(BundleContext context) {
        var home = context.getProperty("tinylcm.home");
        command = new EvaluateCommand(Path.of(home == null ? "" : home).toAbsolutePath(), System.out, System.err);
    }

    /** Ctrl-C: the framework stops, and so does the device that runs. */
    @Deactivate
    void stop() {
        command.stop();
    }

    @Override
    public int applyAsInt(String[] arguments) {
        return new CommandLine(command).execute(arguments);
    }
}
