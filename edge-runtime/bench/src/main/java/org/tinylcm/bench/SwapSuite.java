package org.tinylcm.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.wiring.BundleWiring;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.updater.internal.SwapLoop;

/** Bundles of a running device are replaced by the updater's code while frames flow. */
final class SwapSuite implements Benchmarked {
    private static final int ROUNDS = 4;

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public String title() {
        return "Replacing a bundle while frames flow: how long frames wait, and that none is lost";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        var work = settings.out().resolve("swap");
        Folders.delete(work);
        Files.createDirectories(work);
        var bundles = settings.device().getParent().resolveSibling("bundles");
        try (var container = Container.start(bundles, work, Map.of(
                "tinylcm.etc", bundles.resolveSibling("etc").toString(), "tinylcm.console", "quiet",
                "tinylcm.config:org.tinylcm.ops.log/console.level", "ERROR",
                "tinylcm.config:org.tinylcm.pack/path", settings.sample("clothes.tlcm").toString(),
                "tinylcm.config:org.tinylcm.source.directory/path", settings.sample("streams/no-drift.csv").toString(),
                "tinylcm.config:org.tinylcm.source.directory/loop", "true"))) {
            measure(settings, findings, container, bundles, work);
        }
        Folders.delete(work);
    }

    private static void measure(Settings settings, Findings findings, Container container, Path bundles, Path work)
            throws Exception {
        var frames = new FrameCount();
        var properties = new Hashtable<String, Object>();
        properties.put(PipelineListener.OVERFLOW, PipelineListener.WAIT);
        container.context().registerService(PipelineListener.class, frames, properties);
        frames.await(100);
        var loop = new SwapLoop(container.context(), container.service(Pipeline.class));
        Swaps.Factory bundle = name -> new Swaps(container, loop, frames, name, bundles.resolve(name + ".jar"), work);
        var stages = List.of(bundle.of("org.tinylcm.classifier.knn"), bundle.of("org.tinylcm.monitor.knndistance"),
                bundle.of("org.tinylcm.transformer.pca"));
        var extractor = bundle.of("org.tinylcm.extractor.tflite");
        inRounds(settings.count(2000, 80), stages, findings);
        stages.forEach(stage -> figures(stage, findings));
        var others = others(bundles, bundle, stages);
        for (var stage : others) {
            stage.warmUp();
            stage.run(settings.count(100, 20));
            figures(stage, findings);
        }
        extractor.run(settings.count(20, 3));
        findings.add(Figure.atMost(1500, "extractor with the sample network: largest", extractor.percentile(100),
                "ms"));
        frames.await(100);
        findings.add(Figure.atMost(0, "frames lost, doubled or out of order", frames.wrong(), "")
                .remark("of " + frames.count()));
        var wirings = Arrays.stream(container.context().getBundles())
                .filter(one -> one.adapt(BundleWiring.class) != null).count();
        findings.add(Figure.atMost(container.context().getBundles().length, "wirings in use", wirings, ""));
        var grid = new Grid("Time that frames wait", "bundle", "swaps", "p50 ms", "p99 ms", "largest ms",
                "frame before, p50 ms", "refreshed");
        stages.forEach(stage -> stage.addTo(grid));
        others.forEach(stage -> stage.addTo(grid));
        extractor.addTo(grid);
        findings.add(grid);
        findings.note("Frames of the sample stream flow as fast as they can be looked at. The frame that is being looked at "
                + "when a swap is asked for is finished first, with the old stage: that time is told beside.");
    }

    private static void figures(Swaps stage, Findings findings) {
        findings.add(Figure.atMost(20, stage.name() + ": p50", stage.percentile(50), "ms"));
        findings.add(Figure.atMost(80, stage.name() + ": p99", stage.percentile(99), "ms"));
    }

    /** The monitors that are not measured yet: each takes up its state in its own way. */
    private static List<Swaps> others(Path bundles, Swaps.Factory bundle, List<Swaps> measured) throws IOException {
        var others = new ArrayList<Swaps>();
        try (var jars = Files.newDirectoryStream(bundles, "org.tinylcm.monitor.*.jar")) {
            for (var jar : jars) {
                var name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                if (measured.stream().noneMatch(stage -> stage.name().equals(name))) {
                    others.add(bundle.of(name));
                }
            }
        }
        others.sort(Comparator.comparing(Swaps::name));
        return others;
    }

    /** What a leak takes grows in every round alike; what is loaded or kept once comes in the first ones. */
    private static void inRounds(int most, List<Swaps> stages, Findings findings) throws Exception {
        for (var stage : stages) {
            stage.warmUp();
        }
        var uses = new ArrayList<Use>(List.of(Use.now(0, stages)));
        for (int round = 1; round <= ROUNDS; round++) {
            int swaps = 0;
            for (var stage : stages) {
                var count = stage == stages.get(0) ? most / ROUNDS : most / ROUNDS / 4;
                stage.run(count);
                swaps += count;
            }
            uses.add(Use.now(uses.get(round - 1).swaps + swaps, stages));
        }
        var last = uses.get(ROUNDS);
        var before = uses.get(ROUNDS - 1);
        findings.add(Figure.atMost(stages.size(), "class loaders of replaced bundles that stayed", last.left, "")
                .remark("of " + last.swaps));
        findings.add(Figure.atMost(1, "growth of the heap in the last round",
                Math.max(0, last.heapMegabytes - before.heapMegabytes), "MB"));
        findings.add(Figure.atMost(20, "growth of the number of classes in it",
                Math.max(0, last.classes - before.classes), ""));
        var grid = new Grid("What is in use", "after swaps", "heap MB", "classes", "class loaders left behind");
        uses.forEach(use -> grid.row(use.swaps, use.heapMegabytes, use.classes, use.left));
        findings.add(grid);
    }

    /** @param left class loaders of replaced bundles that something still points to */
    private record Use(int swaps, double heapMegabytes, long classes, long left) {
        static Use now(int swaps, List<Swaps> stages) {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Use(swaps, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6,
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    stages.stream().mapToLong(Swaps::left).sum());
        }
    }
}
