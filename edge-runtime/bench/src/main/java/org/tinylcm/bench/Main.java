package org.tinylcm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./tiny bench}. */
@Command(name = "tiny bench", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the device. Without a name: everything. 'list' shows the names; 'report' writes"
                + " docs/performance.md from the results that are there.",
        footer = {"", "Measure on an idle machine: with a load above 1 the result bears a warning."})
public final class Main implements Callable<Integer> {
    private static final List<Benchmarked> SUITE = List.of(new SearchSuite(), new TransformSuite(),
            new OverheadSuite(), new ImageSuite(), new ModelSuite(), new MonitorSuite(), new HarmSuite(),
            new LabelSuite(), new DeviceSuite(), new SwapSuite());

    @Parameters(paramLabel = "NAME", description = "benchmarks to run, or list, or report")
    private List<String> names = new ArrayList<>();

    @Option(names = "--quick", description = "short runs: shows that everything works, the numbers are only a hint")
    private boolean quick;

    @Option(names = "--out", paramLabel = "DIR", description = "folder for results and logs (default: target/bench)")
    private Path out;

    @Option(names = "--model", paramLabel = "FILE",
            description = "TensorFlow Lite network to measure, e.g. an int8 MobileNetV2 (default: the variable"
                    + " TINYLCM_BENCH_MODEL, else the shipped backbone)")
    private Path model;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).setExecutionExceptionHandler((e, command, parsed) -> {
            if (!(e instanceof BenchException)) {
                throw e;
            }
            System.err.println("tiny bench: " + e.getMessage());
            return 2;
        }).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var root = Path.of(System.getProperty("tinylcm.bench.root", ".")).toAbsolutePath().normalize();
        var folder = out == null ? root.resolve("target/bench") : out.toAbsolutePath();
        if (names.equals(List.of("list"))) {
            SUITE.forEach(b -> System.out.printf("%-10s %s%n", b.name(), b.title()));
            return 0;
        }
        if (names.equals(List.of("report"))) {
            return report(root, folder);
        }
        var chosen = chosen();
        var network = model != null ? model : System.getenv("TINYLCM_BENCH_MODEL") == null ? null
                : Path.of(System.getenv("TINYLCM_BENCH_MODEL"));
        var settings = new Settings(root, folder, quick, network == null ? null : network.toAbsolutePath());
        Files.createDirectories(folder);
        for (var benchmark : chosen) {
            run(benchmark, settings);
        }
        return 0;
    }

    private List<Benchmarked> chosen() {
        var known = SUITE.stream().map(Benchmarked::name).toList();
        for (var name : names) {
            if (!known.contains(name)) {
                throw new BenchException("there is no benchmark '" + name + "'; there are " + String.join(", ", known));
            }
        }
        return SUITE.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
    }

    private void run(Benchmarked benchmark, Settings settings) throws Exception {
        System.out.println("== " + benchmark.name() + ": " + benchmark.title());
        var machine = Machine.here();
        var findings = new Findings();
        long begin = System.nanoTime();
        benchmark.run(settings, findings);
        // The model's place is a person's own: the variable stands for it.
        var command = "./tiny bench " + benchmark.name() + (quick ? " --quick" : "")
                + (settings.model() == null ? "" : " --model " + settings.model().getFileName());
        var result = new Result(Result.VERSION, benchmark.name(), benchmark.title(), command, quick,
                (System.nanoTime() - begin) / 1e9, machine.with(findings.flags), findings.figures, findings.grids,
                findings.notes);
        System.out.println(Page.section(result));
        System.out.println("-> " + ResultFile.write(settings.out(), result));
    }

    private static int report(Path root, Path folder) throws IOException {
        var results = ResultFile.read(folder, SUITE.stream().map(Benchmarked::name).toList());
        if (results.isEmpty()) {
            throw new BenchException("there are no results in " + folder + ": run ./tiny bench first");
        }
        var page = root.resolve("docs/performance.md");
        Files.writeString(page, Page.of(results));
        System.out.println("-> " + page + " (" + results.size() + " of " + SUITE.size() + " benchmarks)");
        return 0;
    }
}
