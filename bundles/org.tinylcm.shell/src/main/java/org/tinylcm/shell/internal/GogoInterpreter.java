package org.tinylcm.shell.internal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** A Gogo session in which the scope {@code tlcm} need not be said. */
final class GogoInterpreter implements Interpreter {
    static final String EXIT_CODE = "tlcm.exit";
    private static final int NO_SUCH_COMMAND = 127;
    private final CommandSession session;
    private final PrintStream out;
    private final PrintStream err;

    GogoInterpreter(CommandProcessor processor, PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        session = processor.createSession(InputStream.nullInputStream(), out, err);
        session.put("SCOPE", ShellCommands.SCOPE + ":*");
    }

    @Override
    public int execute(String line) {
        session.put(EXIT_CODE, 0);
        try {
            var result = session.execute(line);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return session.get(EXIT_CODE) instanceof Integer code ? code : 0;
        } catch (CommandNotFoundException e) {
            err.println("There is no command '" + Text.oneLine(e.getCommand()) + "'; help lists them");
            return NO_SUCH_COMMAND;
        } catch (Exception e) {
            // Any command of any bundle: whatever it throws is the client's to see, and the session goes on.
            err.println(Text.oneLine(e.getMessage() == null ? e.toString() : e.getMessage()));
            return CommandFailure.FAILED;
        }
    }

    @Override
    public void directory(Path directory) {
        session.currentDir(directory);
    }

    @Override
    public void close() {
        session.close();
    }
}
