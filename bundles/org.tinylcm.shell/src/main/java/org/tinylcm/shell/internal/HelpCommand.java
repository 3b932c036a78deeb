package org.tinylcm.shell.internal;

import picocli.CommandLine.Command;

/** All commands with a line each. */
@Command(name = "help", description = "Lists the device's commands.")
final class HelpCommand extends DeviceCommand {
    @Override
    void run() {
        var table = new Table("command", "what it does");
        Commands.ALL.forEach((name, command) -> table.row(name,
                String.join(" ", command.get().getClass().getAnnotation(Command.class).description())));
        print(table);
        out.println();
        out.println("Each has --help and --json. Commands of the framework (lb, start, …) work too.");
    }
}
