package org.tinylcm.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tiny device shell}: a prompt on a device that is running. */
@Command(name = "shell", mixinStandardHelpOptions = true,
        description = "A prompt on a running device. 'exit' or Ctrl-D leaves; the device goes on.")
final class ShellCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data",
            description = "data folder of the device (default: ${DEFAULT-VALUE})")
    private Path data;

    @Override
    public Integer call() {
        var interactive = System.console() != null;
        try (var client = ShellClient.connect(data);
                var lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            client.execute(":cwd " + Path.of("").toAbsolutePath(), System.out, System.err);
            if (interactive) {
                System.out.println("TinyLCM shell. 'help tlcm:' lists the commands, 'exit' leaves; the device goes on.");
            }
            int code = 0;
            for (var line = prompt(lines, interactive); line != null; line = prompt(lines, interactive)) {
                if (line.strip().equals("exit") || line.strip().equals("quit")) {
                    break;
                }
                if (!line.isBlank()) {
                    code = client.execute(line.strip(), System.out, System.err);
                }
            }
            return code;
        } catch (IOException e) {
            throw new LaunchException(e.getMessage() + ": is a device running on " + data.toAbsolutePath().normalize()
                    + "? (--data names the folder)", e);
        }
    }

    private static String prompt(BufferedReader lines, boolean interactive) throws IOException {
        if (interactive) {
            System.out.print("tlcm> ");
            System.out.flush();
        }
        return lines.readLine();
    }
}
