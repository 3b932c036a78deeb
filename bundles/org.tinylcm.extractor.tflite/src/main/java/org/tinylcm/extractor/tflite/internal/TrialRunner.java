package org.tinylcm.extractor.tflite.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;

/**
 * Lets a model prove in a child process that it does no harm, before this process loads it. What has passed is
 * remembered by a digest over everything that could make a difference, so only the first start pays.
 */
final class TrialRunner {
    private static final Pattern SOURCE_PATH = Pattern.compile("\\S*/(?=[^/\\s]+\\.(cc|h)\\b)");
    private static final int OUTPUT_BYTES = 8192;
    private static final int POLL_MILLIS = 20;
    private static final long PAGES_PER_MEGABYTE = 256;

    private final Path folder;
    private final KnownModels known;
    private final Supplier<ChildJvm> child;
    private final String runtime;
    private final Settings settings;

    /**
     * @param folder for temporary files and the list of known models
     * @param child made when it is needed for the first time
     */
    TrialRunner(Path folder, Supplier<ChildJvm> child, String runtime, Settings settings) {
        this.folder = folder;
        this.known = new KnownModels(folder.resolve("known-models"));
        this.child = child;
        this.runtime = runtime;
        this.settings = settings;
    }

    /**
     * Returns if the model has passed, now or earlier.
     *
     * @param inputShape what the input is set to
     * @param dimension wanted size of the output's last dimension; its first must be 1
     * @throws BadInputException it crashed, failed, or took too long or too much memory
     */
    void check(byte[] model, int[] inputShape, int dimension, String origin) {
        // A new configuration makes a new runner beside one that is still busy: they share the folder.
        synchronized (TrialRunner.class) {
            checkAlone(model, inputShape, dimension, origin);
        }
    }

    private void checkAlone(byte[] model, int[] inputShape, int dimension, String origin) {
        var digest = digest(model, inputShape);
        if (known.contains(digest)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            var file = Files.createTempFile(folder, "trial", ".tflite");
            var output = Files.createTempFile(folder, "trial", ".out");
            try {
                Files.write(file, model);
                run(file, output, inputShape, dimension, origin);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot try the model in " + folder, e);
        }
        known.add(digest);
    }

    private void run(Path file, Path output, int[] inputShape, int dimension, String origin) throws IOException {
        var arguments = List.of(file.toString(), shapeArgument(inputShape), Integer.toString(settings.threads()),
                Boolean.toString(settings.xnnpack()), Integer.toString(settings.trialSeconds()));
        var process = new ProcessBuilder(child.get().command(arguments)).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        String trouble;
        try {
            process.getOutputStream().close();
            trouble = watch(process);
        } finally {
            process.destroyForcibly();
        }
        var text = tail(output);
        if (trouble == null) {
            trouble = reason(text, process.exitValue(), dimension);
        }
        if (trouble != null) {
            throw new BadInputException(origin, "trial run", trouble);
        }
    }

    /** Waits for the end; answers what was wrong, or null. */
    private String watch(Process process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.trialSeconds());
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > deadline) {
                    return "took longer than " + settings.trialSeconds() + " s";
                }
                if (residentPages(process.pid()) > settings.trialMegabytes() * PAGES_PER_MEGABYTE) {
                    return "needs more than " + settings.trialMegabytes() + " MB of memory";
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a model's trial run", e);
        }
    }

    /** Resident memory in 4 KiB pages, 0 if the process has just ended. */
    private static long residentPages(long pid) {
        try {
            var fields = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ");
            return Long.parseLong(fields[1]);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return 0;
        }
    }

    /** What is wrong, or null. */
    private static String reason(String output, int exit, int dimension) {
        for (var line : output.lines().toList()) {
            if (line.startsWith(Trial.FAILED)) {
                return line.substring(Trial.FAILED.length()) + nativeError(output);
            }
            if (line.startsWith(Trial.PASSED) && exit == 0) {
                var shape = line.substring(Trial.PASSED.length());
                return shape.startsWith("[1,") && shape.endsWith("," + dimension + "]") ? null
                        : "the output is " + shape + ", not one set of " + dimension + " features";
            }
        }
        // Without its crash report, which would be of no use here, Java ends with 1 and without a word
        // (newer ones warn of native code first).
        var words = output.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("INFO: ") && !line.startsWith("WARNING: "))
                .findFirst();
        return exit > 128 || words.isEmpty() ? "the runtime crashed" : "exit code " + exit + ", " + words.get();
    }

    /** The runtime explains itself on its standard error, with the path that its source had where it was built. */
    private static String nativeError(String output) {
        return output.lines().filter(line -> line.startsWith("ERROR: ")).findFirst().map(
                line -> " (" + SOURCE_PATH.matcher(line.substring(7)).replaceAll("").strip() + ")").orElse("");
    }

    private static String tail(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            in.skip(Math.max(0, Files.size(output) - OUTPUT_BYTES));
            return new String(in.readNBytes(OUTPUT_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static String shapeArgument(int[] shape) {
        var text = Trial.text(shape);
        return text.substring(1, text.length() - 1);
    }

    private String digest(byte[] model, int[] inputShape) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(model);
            sha.update((runtime + "|" + settings.threads() + "|" + Arrays.toString(inputShape) + "|"
                    + System.getProperty("os.arch")).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
