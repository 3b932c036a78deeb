package org.tinylcm.shell.internal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine;

/** Runs one command: options through picocli, errors as one line, an exit code. */
final class CommandRunner {
    private final Services services;

    CommandRunner(Services services) {
        this.services = services;
    }

    /** @return 0 done, 1 failed, 2 used wrongly, 3 a part of the device is missing at the moment */
    int run(DeviceCommand command, List<String> arguments, PrintStream out, PrintStream err, Path directory) {
        command.services = services;
        command.out = out;
        command.directory = directory;
        var line = new CommandLine(command)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(80).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, commandLine, parsed) -> failed(e, err))
                .setParameterExceptionHandler((e, rest) -> {
                    err.println(Text.oneLine(e.getMessage()) + "; --help tells more");
                    return CommandFailure.USAGE;
                });
        var code = line.execute(arguments.toArray(String[]::new));
        out.flush();
        err.flush();
        return code;
    }

    private static int failed(Exception e, PrintStream err) {
        err.println(Text.oneLine(e.getMessage() == null ? e.toString() : e.getMessage()));
        return e instanceof CommandFailure failure ? failure.exitCode() : CommandFailure.FAILED;
    }
}
