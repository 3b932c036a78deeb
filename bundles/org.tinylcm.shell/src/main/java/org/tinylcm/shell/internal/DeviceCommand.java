package org.tinylcm.shell.internal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands share. One instance serves one call. */
abstract class DeviceCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print JSON, for scripts.")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    Services services;
    PrintStream out;
    /** What a relative file name of the caller is relative to. */
    Path directory;

    /** @throws Exception it failed; the message is shown */
    abstract void run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        run();
        return 0;
    }

    void print(Table table) {
        table.lines().forEach(out::println);
    }

    void print(String name, Object value) {
        out.println(Text.cut(Text.oneLine(Text.format("%-12s %s", name, value)), 80));
    }

    void printJson(Object value) {
        out.println(Text.json(value));
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(CommandFailure.USAGE, message);
    }
}
