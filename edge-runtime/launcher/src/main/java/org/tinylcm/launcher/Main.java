package org.tinylcm.launcher;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The device's command line. */
@Command(name = "tiny device", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "The TinyLCM device: runs frames through the pipeline, without any network.",
        subcommands = {RunCommand.class, ExecCommand.class, ShellCommand.class, PackCommand.class,
            EvaluateCommand.class, UpdateCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the last line says why", "2:wrong options"})
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof LaunchException) {
                        line.getErr().println(line.getColorScheme().errorText(e.getMessage()));
                        return 1;
                    }
                    throw e;
                });
    }
}
