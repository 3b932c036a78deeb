package org.tinysphere.simulator;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** A fleet that is not there, and what a platform bears. */
@Command(name = "platform", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT,
        subcommands = {Simulate.class, Bench.class})
public final class Main {
    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger CLIENT = Logger.getLogger("org.tinylcm");

    private Main() {
    }

    public static void main(String[] arguments) {
        // Thousands of devices have little to say that the summary does not.
        CLIENT.setLevel(Level.SEVERE);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
