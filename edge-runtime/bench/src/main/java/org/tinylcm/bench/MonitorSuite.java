package org.tinylcm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tinylcm.math.drift.Method;
import org.tinylcm.model.Calibration;
import org.tinylcm.pack.internal.format.BackboneStore;
import org.tinylcm.pack.internal.format.PackReader;

/** Speed, memory, false alarms and delays of the drift monitors, beside MOA's detectors. */
final class MonitorSuite implements Benchmarked {
    private static final List<Double> ASKED = List.of(1_000.0, 10_000.0);

    /** Stream, and by detector how quiet and how quick it was. */
    private record Race(String stream, Map<Watcher.Kind, RunLength> quiet, Map<Watcher.Kind, Delay> quick) {
    }

    @Override
    public String name() {
        return "monitors";
    }

    @Override
    public String title() {
        return "Drift monitors: updates a second, memory, run length between false alarms, delay; beside MOA's";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        findings.flags = String.join(" ", Jmh.FLAGS);
        speed(settings, findings);
        runLengths(settings, findings);
        race(settings, findings);
    }

    private static void speed(Settings settings, Findings findings) throws Exception {
        var pack = new Synthetic().pack();
        var six = Jmh.run(settings, MonitorBench.class, "observe", Map.of("monitor", Configured.MONITORS));
        for (var name : Configured.MONITORS) {
            var score = six.get("observe " + name);
            double kilobytes = Footprint.kilobytes(() -> Configured.monitor(name, pack));
            findings.add(Figure.atLeast(10, "monitor " + name + ", updates a second", 1000 / score.value(), "M")
                    .remark(Text.number(score.value()) + " ns " + score.spread() + ", "
                            + Text.number(kilobytes) + " KB"));
            findings.add(Figure.below(8, "monitor " + name + ", allocated", score.bytes(), "B/op"));
        }
        var methods = Arrays.stream(Method.values()).map(Enum::name).toList();
        var tests = Jmh.run(settings, MonitorBench.class, "accept", Map.of("method", methods));
        var signal = Signal.gaussian(0.3, 0.1);
        for (var method : Method.values()) {
            var score = tests.get("accept " + method.name());
            double kilobytes = Footprint.kilobytes(() -> Watcher.monitor(method, 10_000, signal,
                    signal.known(new SplittableRandom(1))));
            findings.add(Figure.plain("test " + method.text() + " alone, updates a second", 1000 / score.value(), "M")
                    .remark(Text.number(score.value()) + " ns " + score.spread() + ", " + Text.number(score.bytes())
                            + " B/op, " + Text.number(kilobytes) + " KB"));
        }
        findings.note("Memory is the heap of one monitor with a reference of 300 held-out scores; it does not grow.");
    }

    private static void runLengths(Settings settings, Findings findings) throws IOException {
        var signals = new ArrayList<>(List.of(Signal.bernoulli(0.05), Signal.bernoulli(0.2),
                Signal.gaussian(0.3, 0.1), Signal.autoregressive(0.5)));
        signals.add(Signal.resampled("neighbour distances of the sample pack", distances(settings)));
        int devices = settings.count(200, 20);
        int each = settings.count(50_000, 10_000);
        var grid = new Grid("Run length on " + Text.number((double) devices * each)
                + " stationary values (" + devices + " devices, each with 300 held-out scores of its own)", "signal",
                "test", "asked", "reached", "alarms", "in the first 1000", "M/s");
        for (var signal : signals) {
            System.out.println("   run lengths: " + signal.name());
            for (double arl : ASKED) {
                for (var method : Method.values()) {
                    if (!(signal.errors() && method == Method.KSWIN)) {
                        lengths(settings, findings, grid, signal, Watcher.ours(method, arl), arl, 0,
                                method == Method.PAGE_HINKLEY || method == Method.EWMA && !signal.errors());
                    }
                }
                if (!signal.errors()) {
                    lengths(settings, findings, grid, signal, Watcher.learning(Method.PAGE_HINKLEY, arl), arl, 100,
                            true);
                }
            }
        }
        findings.add(grid);
        findings.note("Alarms are beginnings of episodes. Run length = values / alarms. The first thousand are counted"
                + " on ten times as many devices, after the warm-up where there is one.");
        findings.note("The correlation of AR(1) is stated to the tests that have held-out scores; those that warm up"
                + " measure it. Goals are set for the tests that monitors use by default.");
    }

    private static void lengths(Settings settings, Findings findings, Grid grid, Signal signal, Watcher.Kind kind,
            double arl, int warmUp, boolean usual) {
        int devices = settings.count(200, 20);
        var longRun = RunLength.of(kind, signal, devices, settings.count(50_000, 10_000), warmUp);
        var early = RunLength.of(kind, signal, usual ? 10 * devices : devices, 1000, warmUp);
        grid.row(signal.name(), kind.name(), arl, longRun.text(), longRun.alarms(), early.text(),
                longRun.perSecond() / 1e6);
        if (usual) {
            var what = signal.name() + ", " + kind.name();
            findings.add(Figure.atLeast(arl, what, longRun.length(), "values").remark(longRun.spread()));
            findings.add(Figure.atLeast(arl, what + ": in the first 1000", early.earlyLength(), "values")
                    .remark(early.earlySpread()));
        }
    }

    private static float[] distances(Settings settings) throws IOException {
        var folder = Files.createTempDirectory("tinylcm-bench");
        try {
            var pack = PackReader.read(settings.sample("clothes.tlcm"), new BackboneStore(folder));
            return pack.calibration().scores().get(Calibration.KNN_DISTANCE);
        } finally {
            Folders.delete(folder);
        }
    }

    /** The three changes, by all detectors in one run. */
    private static void race(Settings settings, Findings findings) {
        var kinds = new ArrayList<Watcher.Kind>();
        for (double arl : List.of(1_000.0, 10_000.0, 5e6)) {
            kinds.add(Watcher.ours(Method.PAGE_HINKLEY, arl));
        }
        kinds.add(Watcher.ours(Method.EWMA, 10_000));
        kinds.add(Watcher.ours(Method.ADWIN, 10_000));
        kinds.addAll(Watcher.moa());
        var races = List.of(
                race(settings, findings, kinds, Signal.bernoulli(0.05), Signal.bernoulli(0.2)),
                race(settings, findings, kinds, Signal.bernoulli(0.2), Signal.bernoulli(0.5)),
                race(settings, findings, kinds, Signal.gaussian(0.3, 0.1), Signal.gaussian(0.4, 0.1)));
        var usual = kinds.get(1);
        for (var kind : kinds.stream().filter(Watcher.Kind::ours).toList()) {
            var better = better(races, kind);
            findings.add(new Figure("MOA detectors both quieter and faster than " + kind.name(),
                    (double) better.size(), "of " + 3 * Watcher.moa().size(), kind == usual ? "<= 0" : "",
                    kind == usual ? better.isEmpty() : null, String.join("; ", better)));
        }
        findings.note("Quieter and faster: fewer alarms on the stationary values and a smaller mean delay, on the same"
                + " change. Ours gets 300 held-out values from before the change, which is what a pack has; MOA's"
                + " detectors have nothing to put them in. MOA's are at their defaults and start afresh after an"
                + " alarm.");
    }

    private static Race race(Settings settings, Findings findings, List<Watcher.Kind> kinds, Signal from, Signal to) {
        System.out.println("   race: " + from.name() + " -> " + to.name());
        int devices = settings.count(100, 10);
        int each = settings.count(50_000, 10_000);
        int runs = settings.count(300, 30);
        var grid = new Grid("Change from " + from.name() + " to " + to.name() + ": run length on "
                + Text.number((double) devices * each) + " stationary values, delay over " + runs + " runs", "detector",
                "run length", "alarms", "mean delay", "p95", "missed %", "alarms in 1000 before", "M/s");
        var race = new Race(from.name() + " -> " + to.name(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (var kind : kinds) {
            var quiet = RunLength.of(kind, from, devices, each, 0);
            var quick = Delay.of(kind, from, to, runs);
            race.quiet().put(kind, quiet);
            race.quick().put(kind, quick);
            grid.row(kind.name(), quiet.text(), quiet.alarms(), quick.mean(), quick.p95(), 100 * quick.missed(),
                    quick.before(), quiet.perSecond() / 1e6);
        }
        findings.add(grid);
        return race;
    }

    private static List<String> better(List<Race> races, Watcher.Kind ours) {
        var better = new ArrayList<String>();
        for (var race : races) {
            for (var other : race.quiet().keySet()) {
                if (!other.ours() && race.quiet().get(other).alarms() < race.quiet().get(ours).alarms()
                        && race.quick().get(other).mean() < race.quick().get(ours).mean()) {
                    better.add(other.name() + " on " + race.stream());
                }
            }
        }
        return better;
    }
}
