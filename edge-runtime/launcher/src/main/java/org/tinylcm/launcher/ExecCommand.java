package org.tinylcm.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tiny device exec}: commands to a device that is running. */
@Command(name = "exec", mixinStandardHelpOptions = true,
        description = "Give commands to a running device, one after the other, until one fails.",
        footer = {"", "Example: tiny device exec \"tlcm:status\" \"tlcm:drift --json\""})
final class ExecCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data",
            description = "data folder of the device (default: ${DEFAULT-VALUE})")
    private Path data;

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "a shell command, e.g. \"tlcm:status\" or \"help\"")
    private List<String> commands;

    @Override
    public Integer call() {
        try (var client = ShellClient.connect(data)) {
            client.execute(":cwd " + Path.of("").toAbsolutePath(), System.out, System.err);
            for (var command : commands) {
                int code = client.execute(command, System.out, System.err);
                if (code != 0) {
                    return code;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new LaunchException(e.getMessage() + ": is a device running on " + data.toAbsolutePath().normalize()
                    + "? (--data names the folder)", e);
        }
    }
}
