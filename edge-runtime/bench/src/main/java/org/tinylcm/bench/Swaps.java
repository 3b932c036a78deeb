package org.tinylcm.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.wiring.BundleWiring;
import org.tinylcm.updater.internal.SwapLoop;

/** One bundle, replaced again and again by itself under another version while frames flow. */
final class Swaps {
    private static final int WARM_UP = 20;
    private static final int FRAMES_BETWEEN = 3;

    private final Container container;
    private final SwapLoop loop;
    private final FrameCount frames;
    private final String name;
    private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
    private Path present;
    private Path other;
    private double[] held = {};
    private double[] finishing = {};
    private int refreshed;

    /** @param jar what is installed */
    Swaps(Container container, SwapLoop loop, FrameCount frames, String name, Path jar, Path work) throws IOException {
        this.container = container;
        this.loop = loop;
        this.frames = frames;
        this.name = name;
        present = jar;
        other = version(jar, work.resolve(name + "-2.jar"));
    }

    /** Makes one for a bundle. */
    interface Factory {
        Swaps of(String name) throws IOException;
    }

    String name() {
        return name;
    }

    void warmUp() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            swap();
        }
    }

    void run(int count) throws Exception {
        int from = held.length;
        held = Arrays.copyOf(held, from + count);
        finishing = Arrays.copyOf(finishing, from + count);
        for (int i = from; i < held.length; i++) {
            var times = swap();
            held[i] = times.heldNanos() / 1e6;
            finishing[i] = times.finishNanos() / 1e6;
        }
    }

    private SwapLoop.Times swap() throws Exception {
        frames.await(FRAMES_BETWEEN);
        replaced.add(new WeakReference<>(container.bundle(name).adapt(BundleWiring.class).getClassLoader()));
        var times = loop.swap(name, present, other);
        refreshed = Math.max(refreshed, loop.refreshed());
        var next = present;
        present = other;
        other = next;
        return times;
    }

    /** @return milliseconds for which no frame was looked at */
    double percentile(int percent) {
        return percentile(held, percent);
    }

    private static double percentile(double[] times, int percent) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    /** Class loaders of replaced bundles that something still points to; to be asked after a collection. */
    long left() {
        return replaced.stream().filter(loader -> loader.get() != null).count();
    }

    void addTo(Grid grid) {
        grid.row(name, held.length, percentile(50), percentile(99), percentile(100), percentile(finishing, 50), refreshed);
    }

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
}
