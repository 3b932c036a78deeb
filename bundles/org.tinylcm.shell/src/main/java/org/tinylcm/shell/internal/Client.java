package org.tinylcm.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** One client of the command server: reads lines, has them run, answers in frames, until the client ends. */
final class Client {
    private static final String DIRECTORY = ":cwd ";
    private final LineInput in;
    private final OutputStream out;

    Client(InputStream in, OutputStream out) {
        this.in = new LineInput(in);
        this.out = out;
    }

    /**
     * Before anything else the client must say the key.
     *
     * @throws IOException it is gone
     */
    boolean authenticate(AccessKey key) throws IOException {
        try {
            var said = in.next();
            if (said != null && key.accepts(said)) {
                exit(0);
                return true;
            }
            refuse("The key is wrong, or there were too many attempts");
        } catch (CommandFailure e) {
            refuse(e.getMessage());
        }
        return false;
    }

    /** @throws IOException the client is gone */
    void serve(Interpreter.Factory interpreters) throws IOException {
        var stdout = new PrintStream(new FrameStream(FrameStream.OUT, out), true, StandardCharsets.UTF_8);
        var stderr = new PrintStream(new FrameStream(FrameStream.ERR, out), true, StandardCharsets.UTF_8);
        try (var interpreter = interpreters.open(stdout, stderr)) {
            for (var line = in.next(); line != null; line = in.next()) {
                var code = run(interpreter, line, stderr);
                stdout.flush();
                stderr.flush();
                exit(code);
            }
        } catch (CommandFailure e) {
            refuse(e.getMessage());
        }
    }

    void refuse(String message) throws IOException {
        FrameStream.send(out, FrameStream.ERR, (message + "\n").getBytes(StandardCharsets.UTF_8));
        exit(CommandFailure.USAGE);
    }

    private static int run(Interpreter interpreter, String line, PrintStream stderr) {
        if (line.startsWith(DIRECTORY)) {
            try {
                interpreter.directory(Path.of(line.substring(DIRECTORY.length())).toAbsolutePath().normalize());
                return 0;
            } catch (InvalidPathException e) {
                stderr.println("That is no path");
                return CommandFailure.USAGE;
            }
        }
        return line.isEmpty() ? 0 : interpreter.execute(line);
    }

    private void exit(int code) throws IOException {
        FrameStream.send(out, FrameStream.EXIT, Integer.toString(code).getBytes(StandardCharsets.US_ASCII));
    }
}
