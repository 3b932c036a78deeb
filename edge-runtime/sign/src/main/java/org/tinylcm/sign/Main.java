package org.tinylcm.sign;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of those who hold the keys. Needs no network. */
@Command(name = "tiny sign", mixinStandardHelpOptions = true,
        description = "Makes keys, key rings and signed releases. The keys stay on this machine.",
        subcommands = {KeysCommand.class, KeyRingCommand.class, ReleaseCommand.class, AddCommand.class,
            VerifyCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the last line says why", "2:wrong options"},
        footer = {"", "A first release, from nothing:", "  tiny sign keys new root", "  tiny sign keys new release",
            "  tiny sign keyring --root root --release release --out update-keys.json",
            "  tiny sign release --replace my.jar --number 1 --name 1.0 --key release --out r1.tlcu"})
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((e, line, parsed) -> {
            if (e instanceof FileAlreadyExistsException) {
                line.getErr().println(e.getMessage() + " is there already; it is left as it is");
            } else if (e instanceof NoSuchFileException) {
                line.getErr().println("there is no file " + e.getMessage());
            } else if (e instanceof IllegalArgumentException || e instanceof IOException) {
                line.getErr().println(e.getMessage());
            } else {
                throw e;
            }
            return 1;
        });
    }
}
