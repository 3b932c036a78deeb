package org.tinylcm.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tiny device update}: an update from a file, without any network. */
@Command(name = "update", mixinStandardHelpOptions = true,
        description = "Give a signed release to a running device, and wait until it is confirmed or gone back from.")
final class UpdateCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data",
            description = "data folder of the device (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--dry-run", description = "only show what would change")
    private boolean dryRun;

    @Parameters(paramLabel = "FILE.tlcu", description = "a release, made by 'tiny sign release'")
    private Path file;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new LaunchException("there is no file " + file);
        }
        var path = file.toAbsolutePath().normalize().toString();
        if (path.indexOf('\'') >= 0) {
            throw new LaunchException("a file's name must not have a quote: " + path);
        }
        try (var client = ShellClient.connect(data)) {
            return client.execute("tlcm:update '" + path + "'" + (dryRun ? " --dry-run" : ""), System.out, System.err);
        } catch (IOException e) {
            throw new LaunchException(e.getMessage() + ": is a device running on " + data.toAbsolutePath().normalize()
                    + "? (--data names the folder; a device that starts anew for an update ends the connection:"
                    + " tlcm:update tells how it went)", e);
        }
    }
}
