package org.tinylcm.pack.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.pack.internal.build.BuildResult;
import org.tinylcm.pack.internal.build.PackBuilder;
import org.tinylcm.pack.internal.build.PackOptions;
import org.tinylcm.pack.internal.format.PackRules;
import org.tinylcm.pack.internal.report.HtmlReport;
import org.tinylcm.pack.internal.report.JsonReport;
import org.tinylcm.pack.internal.report.TextReport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options, progress and output of {@code pack}. */
@Command(name = "pack", sortOptions = false, showDefaultValues = true,
        description = "Builds a model pack from labelled samples and reports how good it is.")
final class PackCommand implements Callable<Integer> {
    private static final Pattern ALARMS = Pattern.compile("1/([1-9][0-9]{0,8})");
    private static final Pattern FILE = Pattern.compile("(.+?)(?:-([0-9][0-9A-Za-z.+_]*))?\\.tlcm");

    @ArgGroup(multiplicity = "1")
    private Source source;

    private static final class Source {
        @Option(names = "--images", required = true, paramLabel = "DIR",
                description = "One folder of pictures per class")
        private Path images;

        @Option(names = "--vectors", required = true, paramLabel = "FILE.csv", description = "Table of features")
        private Path vectors;
    }

    @Option(names = "--backbone", paramLabel = "FILE", description = "TensorFlow Lite network, for --images")
    private Path backbone;

    @Option(names = "--feature", paramLabel = "TENSOR", defaultValue = "",
            description = "Tensor to take as features; the only output if not given")
    private String feature;

    @Option(names = "--mean", paramLabel = "M", defaultValue = "127.5", description = "Input = (pixel - M) / S")
    private float mean;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "127.5", description = "Divisor, greater than 0")
    private float scale;

    @Option(names = "--fit", defaultValue = "stretch", description = "${COMPLETION-CANDIDATES}")
    private ImageInput.Fit fit;

    @Option(names = "--label-column", paramLabel = "NAME", defaultValue = "label",
            description = "Column with the class, for --vectors")
    private String labelColumn;

    @Option(names = "--components", paramLabel = "N", defaultValue = "32", description = "Principal components")
    private int components;

    @Option(names = "--whiten", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Give every component the same weight, or not")
    private boolean whiten;

    @Option(names = "--per-class", paramLabel = "N", defaultValue = "40", description = "Prototypes per class")
    private int perClass;

    @Option(names = "--k", paramLabel = "K", defaultValue = "5", description = "Neighbours that decide")
    private int neighbours;

    @Option(names = "--metric", defaultValue = "cosine", description = "${COMPLETION-CANDIDATES}")
    private NeighbourRule.Metric metric;

    @Option(names = "--weighted", description = "Divide a neighbour's vote by its distance")
    private boolean weighted;

    @Option(names = "--holdout", paramLabel = "SHARE", defaultValue = "0.3", description = "Share that is held out")
    private double holdout;

    @Option(names = "--false-alarms", paramLabel = "1/N", defaultValue = "1/1000",
            description = "At most one false alarm in N frames")
    private String falseAlarms;

    @Option(names = "--unknown", paramLabel = "SHARE", defaultValue = "0.01",
            description = "Share of known samples that may be answered with 'unknown'; 0: never")
    private double unknown;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of every random choice")
    private long seed;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the pack; from the file's name if not given")
    private String name;

    @Option(names = "--version", paramLabel = "V", description = "Version of the pack; likewise, else 1.0.0")
    private String version;

    @Option(names = "--out", required = true, paramLabel = "FILE.tlcm", description = "File to write")
    private Path out;

    @Option(names = "--report-dir", paramLabel = "DIR",
            description = "Folder for the reports; beside the pack if not given")
    private Path reportFolder;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help")
    private boolean help;

    private final PackBuilder builder;
    private final PrintStream text;
    private final ConsoleProgress progress;

    PackCommand(PackBuilder builder, PrintStream text, ConsoleProgress progress) {
        this.builder = builder;
        this.text = text;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        try {
            var result = builder.build(options(), progress);
            text.println();
            TextReport.of(result).forEach(text::println);
            text.println();
            report(result);
            return 0;
        } catch (BadInputException | IllegalStateException e) {
            progress.note("pack: " + e.getMessage());
        } catch (IOException e) {
            progress.note("pack: " + e);
        }
        return 1;
    }

    private PackOptions options() {
        check(components >= 1 && components <= PackRules.MAX_DIMENSION, "--components", "must be 1..65536");
        check(perClass >= 1 && perClass <= 10_000, "--per-class", "must be 1..10000");
        check(holdout > 0 && holdout < 1, "--holdout", "must be between 0 and 1");
        check(neighbours >= 1 && neighbours <= 50, "--k", "must be 1..50");
        check(Float.isFinite(mean) && scale > 0 && Float.isFinite(scale), "--scale", "must be greater than 0");
        check(source.images == null || backbone != null, "--backbone", "is needed with --images");
        check(unknown >= 0 && unknown <= 0.5, "--unknown", "must be 0..0.5");
        var alarms = ALARMS.matcher(falseAlarms);
        check(alarms.matches(), "--false-alarms", "must be like 1/1000");
        var file = FILE.matcher(String.valueOf(out.getFileName()));
        check(file.matches(), "--out", "must end in .tlcm");
        var packName = name != null ? name : file.group(1).toLowerCase(Locale.ROOT);
        check(PackRules.NAME.matcher(packName).matches(), "--name", PackRules.NAME_RULE);
        var packVersion = version != null ? version : file.group(2) != null ? file.group(2) : "1.0.0";
        check(PackRules.VERSION.matcher(packVersion).matches(), "--version", PackRules.VERSION_RULE);
        PackOptions.Source samples = source.images != null
                ? new PackOptions.Images(source.images, backbone, feature, mean, scale, fit)
                : new PackOptions.Vectors(source.vectors, labelColumn);
        return new PackOptions(samples, components, perClass, holdout, Double.parseDouble(alarms.group(1)),
                unknown, new NeighbourRule(neighbours, metric, weighted), whiten, seed, packName, packVersion, out);
    }

    private static void check(boolean good, String option, String rule) {
        if (!good) {
            throw new BadInputException("command line", option, rule);
        }
    }

    private void report(BuildResult result) throws IOException {
        var folder = reportFolder != null ? reportFolder : out.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var json = Files.write(folder.resolve(out.getFileName() + ".report.json"), JsonReport.of(result));
        var html = Files.writeString(folder.resolve(out.getFileName() + ".report.html"), HtmlReport.of(result));
        text.printf(Locale.ROOT, "%s: %d bytes, id %s%n", out, result.bytes(), result.id());
        text.println(html);
        text.println(json);
    }
}
