package org.tinylcm.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.wiring.BundleWiring;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.updater.internal.SwapLoop;

/** Bundles of a running device are replaced by the updater's code while frames flow. */
final class SwapSuite implements Benchmarked {
    private static final long FRAMES_SECONDS = 60;
    private static final int WARM_UP = 20;

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
        var grid = new Grid("Time that frames wait", "bundle", "swaps", "p50 ms", "p99 ms", "largest ms", "refreshed");
        var stages = List.of("org.tinylcm.classifier.knn", "org.tinylcm.monitor.knndistance",
                "org.tinylcm.transformer.pca");
        int swaps = settings.count(2000, 60);
        // What is loaded and kept once does not count as growth.
        for (var stage : stages) {
            swaps(container, loop, frames, bundles, work, stage, settings.count(200, WARM_UP));
        }
        var classesBefore = classes();
        var heapBefore = heap();
        for (var stage : stages) {
            var times = swaps(container, loop, frames, bundles, work, stage,
                    stage.equals(stages.get(0)) ? swaps : swaps / 4);
            findings.add(Figure.atMost(20, stage + ": p50", times.percentile(50), "ms"));
            findings.add(Figure.atMost(80, stage + ": p99", times.percentile(99), "ms"));
            times.addTo(grid, stage);
        }
        var all = swaps + swaps / 4 * (stages.size() - 1);
        findings.add(Figure.atMost(1, "growth of the heap over these " + all + " swaps",
                Math.max(0, (heap() - heapBefore) / 1e6), "MB"));
        findings.add(Figure.atMost(20, "growth of the number of classes over them",
                Math.max(0, classes() - classesBefore), ""));
        var extractor = "org.tinylcm.extractor.tflite";
        var times = swaps(container, loop, frames, bundles, work, extractor, settings.count(20, 3));
        times.addTo(grid, extractor);
        findings.add(Figure.atMost(1500, "extractor with the sample network: largest", times.percentile(100), "ms"));
        frames.await(100);
        findings.add(Figure.atMost(0, "frames lost, doubled or out of order", frames.wrong(), "")
                .remark("of " + frames.count()));
        var wirings = Arrays.stream(container.context().getBundles())
                .filter(bundle -> bundle.adapt(BundleWiring.class) != null).count();
        findings.add(Figure.atMost(container.context().getBundles().length, "wirings in use", wirings, ""));
        findings.add(grid);
        findings.note("Frames of the sample stream flow as fast as they can be looked at; " + WARM_UP + " swaps of each"
                + " bundle come before those that count.");
    }

    private static Times swaps(Container container, SwapLoop loop, FrameCount frames, Path bundles, Path work,
            String name, int count) throws Exception {
        System.out.println("   " + name + ", " + count + " swaps");
        var first = bundles.resolve(name + ".jar");
        Path[] versions = {first, version(first, work.resolve(name + "-2.jar"))};
        var times = new double[count];
        int refreshed = 0;
        for (int i = -WARM_UP; i < count; i++) {
            frames.await(3);
            var nanos = loop.swap(name, versions[Math.floorMod(i, 2)], versions[Math.floorMod(i + 1, 2)]);
            refreshed = Math.max(refreshed, loop.refreshed());
            if (i >= 0) {
                times[i] = nanos / 1e6;
            }
        }
        Arrays.sort(times);
        return new Times(times, refreshed);
    }

    /** The same bundle under another version. */
    private static Path version(Path jar, Path to) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var from = new JarFile(jar.toFile()); var out = new ZipOutputStream(bytes)) {
            var manifest = from.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "2.0.0");
            out.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
            manifest.write(out);
            for (var entry : (Iterable<JarEntry>) from.stream()::iterator) {
                if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(out);
                }
            }
        }
        return Files.write(to, bytes.toByteArray());
    }

    private static long classes() {
        collect();
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    private static long heap() {
        collect();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void collect() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
    }

    /**
     * @param sorted milliseconds
     * @param refreshed most bundles that one swap wired anew
     */
    private record Times(double[] sorted, int refreshed) {
        double percentile(int percent) {
            return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
        }

        void addTo(Grid grid, String bundle) {
            grid.row(bundle, sorted.length, percentile(50), percentile(99), percentile(100), refreshed);
        }
    }

    /** Counts frames, and those whose number is not the one that comes next. */
    private static final class FrameCount implements PipelineListener {
        private long next = -1;
        private long count;
        private long wrong;

        @Override
        public synchronized void onFrame(FrameResult result) {
            var sequence = result.frame().sequence();
            wrong += next >= 0 && sequence != next ? 1 : 0;
            next = sequence + 1;
            count++;
            notifyAll();
        }

        synchronized void await(long more) throws InterruptedException {
            var wanted = count + more;
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FRAMES_SECONDS);
            while (count < wanted) {
                if (System.nanoTime() > end) {
                    throw new BenchException("no frames flow any more");
                }
                wait(1000);
            }
        }

        synchronized long count() {
            return count;
        }

        synchronized long wrong() {
            return wrong;
        }
    }
}
