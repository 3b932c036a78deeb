package org.tinylcm.shell.internal;

import java.io.PrintStream;
import java.nio.file.Path;

/** Runs lines for one client; variables live as long as it does. */
interface Interpreter extends AutoCloseable {
    /** @return exit code, 0 for success */
    int execute(String line);

    /** What relative file names are relative to from now on. */
    void directory(Path directory);

    @Override
    void close();

    /** Makes one per client. */
    interface Factory {
        Interpreter open(PrintStream out, PrintStream err);
    }
}
