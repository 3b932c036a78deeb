package org.tinylcm.shell.internal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Offers all commands to Gogo, scope {@code tlcm}. */
@Component(service = ShellCommands.class, immediate = true)
public final class ShellCommands {
    static final String SCOPE = "tlcm";
    private final List<ServiceRegistration<Function>> registrations = new ArrayList<>();

    @Activate
    public ShellCommands(BundleContext context, @Reference BoundServices services) {
        var runner = new CommandRunner(services);
        Commands.ALL.forEach((name, command) -> {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
            properties.put(CommandProcessor.COMMAND_FUNCTION, name);
            registrations.add(context.registerService(Function.class, function(runner, command), properties));
        });
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    /** The exit code goes into a variable of the session: what a function returns, Gogo would print. */
    static Function function(CommandRunner runner, Supplier<DeviceCommand> command) {
        return (session, arguments) -> {
            var process = Process.Utils.current();
            PrintStream out = process == null ? session.getConsole() : process.out();
            PrintStream err = process == null ? session.getConsole() : process.err();
            var directory = session.currentDir() == null ? Path.of("").toAbsolutePath() : session.currentDir();
            var code = runner.run(command.get(), arguments.stream().map(String::valueOf).toList(), out, err,
                    directory);
            session.put(GogoInterpreter.EXIT_CODE, code);
            return null;
        };
    }
}
