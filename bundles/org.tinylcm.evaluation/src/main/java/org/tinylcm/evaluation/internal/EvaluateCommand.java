package org.tinylcm.evaluation.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tinylcm.durable.AtomicFile;
import org.tinylcm.evaluation.internal.Report.Repeat;
import org.tinylcm.evaluation.internal.Report.Rules;
import org.tinylcm.input.BadInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options, progress and output of {@code evaluate}. */
@Command(name = "evaluate", sortOptions = false, description = {
        "Runs the device on a stream whose truth is known, with adaptation and without,"
                + " and reports drift, adaptation and accuracy.",
        "The CSV has the columns file,label,segment, or features and then label,segment.",
        "The same pack and stream give the same report."})
final class EvaluateCommand implements Callable<Integer> {
    private static final int WINDOW = 50;
    private static final int MOST_REPEATS = 1000;

    @Option(names = "--pack", required = true, paramLabel = "FILE.tlcm", description = "model pack")
    private Path pack;

    @Option(names = "--stream", required = true, paramLabel = "FILE.csv", description = "stream whose truth is known")
    private Path stream;

    @Option(names = "--out", required = true, paramLabel = "DIR",
            description = "folder for report.json, report.html and report.md")
    private Path out;

    @Option(names = "--no-adaptation", description = "only the run without adaptation")
    private boolean noAdaptation;

    @Option(names = "--stable-segments", split = ",", paramLabel = "NAME", description = "segments that are no change, "
            + "separated by commas (default: the first one, those whose name begins with its name, and those whose "
            + "name ends in 'again'); one with a class that the pack does not know is always a change")
    private List<String> stable = new ArrayList<>();

    @Option(names = "--grace", paramLabel = "N", defaultValue = "50", description = "an alarm in the first N frames "
            + "after a change is no false one (default: ${DEFAULT-VALUE})")
    private int grace;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "0", description = "run N times more, each time with "
            + "the frames of each segment in another order (default: ${DEFAULT-VALUE})")
    private int repeat;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "seed of the first of these orders (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--profile", paramLabel = "NAME", description = "as for 'run'")
    private String profile;

    @Option(names = "--etc", paramLabel = "DIR", description = "as for 'run'")
    private Path etc;

    @Option(names = "--set", paramLabel = "PID/KEY=VALUE", description = "as for 'run'")
    private List<String> settings = new ArrayList<>();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
    private boolean help;

    private final Path home;
    private final PrintStream text;
    private final PrintStream errors;
    private volatile DeviceRuns runs;

    EvaluateCommand(Path home, PrintStream text, PrintStream errors) {
        this.home = home;
        this.text = text;
        this.errors = errors;
    }

    @Override
    public Integer call() {
        try {
            evaluate();
            return 0;
        } catch (BadInputException | FailedRun | UncheckedIOException e) {
            errors.println("evaluate: " + e.getMessage());
        } catch (IOException e) {
            errors.println("evaluate: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    void stop() {
        var present = runs;
        if (present != null) {
            present.stop();
        }
    }

    private void evaluate() throws IOException, InterruptedException {
        check(Files.isRegularFile(pack), "--pack", "there is no file " + pack);
        check(grace >= 0, "--grace", "must not be negative");
        check(repeat >= 0 && repeat <= MOST_REPEATS, "--repeat", "must be 0.." + MOST_REPEATS);
        var truth = StreamFile.read(stream);
        Files.createDirectories(out);
        var work = Files.createTempDirectory("tinylcm-evaluate");
        try {
            runs = new DeviceRuns(home, absolute(pack), options(), work);
            var analysis = analysis(truth, absolute(stream), "");
            var report = analysis.report(repeats(truth, work));
            write(report, analysis);
        } finally {
            DeviceRuns.delete(work);
        }
    }

    private Analysis analysis(StreamFile truth, Path source, String remark) throws IOException, InterruptedException {
        var frozen = runs.run(source, truth, false, "without adaptation" + remark);
        var adapting = noAdaptation ? frozen : runs.run(source, truth, true, "with adaptation" + remark);
        return new Analysis(truth, new Rules(!noAdaptation, List.copyOf(stable), grace, WINDOW, List.copyOf(settings)),
                adapting, frozen);
    }

    private List<Repeat> repeats(StreamFile truth, Path work) throws IOException, InterruptedException {
        var repeats = new ArrayList<Repeat>();
        for (int i = 0; i < repeat; i++) {
            try (var shuffled = Shuffled.of(truth, seed + i, work)) {
                repeats.add(analysis(StreamFile.read(shuffled.file()), shuffled.file(), ", seed " + (seed + i))
                        .repeat(seed + i));
            }
        }
        return repeats;
    }

    private void write(Report report, Analysis analysis) {
        var json = out.resolve("report.json");
        var html = out.resolve("report.html");
        var markdown = out.resolve("report.md");
        AtomicFile.write(json, ReportJson.of(report));
        AtomicFile.write(html, HtmlReport.of(report, analysis.score()).getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(markdown, MarkdownReport.of(report).getBytes(StandardCharsets.UTF_8));
        text.println(String.format(Locale.ROOT, "%s: %d frames, accuracy %s with adaptation, %s without",
                report.stream().file(), report.stream().frames(), Figure.percent(report.totals().accuracy()),
                Figure.percent(report.totals().accuracyWithoutAdaptation())));
        text.println(html);
        text.println(json);
        text.println(markdown);
    }

    private List<String> options() {
        var options = new ArrayList<String>();
        if (profile != null) {
            options.addAll(List.of("--profile", profile));
        }
        if (etc != null) {
            options.addAll(List.of("--etc", absolute(etc).toString()));
        }
        settings.forEach(setting -> options.addAll(List.of("--set", setting)));
        return options;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static void check(boolean good, String option, String rule) {
        if (!good) {
            throw new BadInputException("command line", option, rule);
        }
    }
}
