package org.tinylcm.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code tiny device pack}: handed to the bundle that offers it, inside a framework on a throw-away folder and without
 * configuration, so that the code which builds a pack is the code which runs it.
 */
@Command(name = "pack", description = "Build a model pack from images or vectors. See 'pack --help'.")
final class PackCommand implements Callable<Integer> {
    private static final String NAME = "pack";
    private static final long SERVICE_MILLIS = 20_000;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        return run(NAME, arguments);
    }

    static int run(String command, List<String> arguments) throws Exception {
        var data = Files.createTempDirectory("tinylcm-" + command);
        try (var device = Device.start(Home.find(), data, Map.of("tinylcm.console", "quiet"))) {
            return service(device.framework().getBundleContext(), command)
                   .applyAsInt(arguments.toArray(String[]::new));
        } finally {
            delete(data);
        }
    }

    private static ToIntFunction<String[]> service(BundleContext context, String command)
            throws InvalidSyntaxException, InterruptedException {
        var filter = context.createFilter("(&(objectClass=" + ToIntFunction.class.getName() + ")(tinylcm.main="
                + command + "))");
        var tracker = new ServiceTracker<ToIntFunction<String[]>, ToIntFunction<String[]>>(context, filter, null);
        tracker.open();
        var service = tracker.waitForService(SERVICE_MILLIS);
        if (service == null) {
            throw new LaunchException("no bundle of the distribution offers the command '" + command + "'");
        }
        return service;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
