package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.wiring.BundleWiring;
import org.tinylcm.pipeline.Pipeline;

/** Every stage of a running device is stopped, updated and started again while frames flow. */
class HotSwapIT {
    private static final int SWAPS = 5;

    @TempDir
    static Path data;
    private static Container container;
    private static FrameRecorder recorder;

    @BeforeAll
    static void start() throws Exception {
        var properties = Container.device(data, Container.sample("clothes.tlcm"));
        properties.put("tinylcm.config:org.tinylcm.source.directory/path",
                Container.sample("streams/no-drift.csv").toString());
        properties.put("tinylcm.config:org.tinylcm.source.directory/loop", "true");
        container = Container.start(properties);
        recorder = FrameRecorder.in(container.context());
    }

    @AfterAll
    static void stop() {
        container.close();
    }

    @DisplayName("no frame is lost, doubled or out of order while a stage is replaced")
    @ParameterizedTest
    @ValueSource(strings = {"org.tinylcm.source.directory", "org.tinylcm.extractor.tflite",
        "org.tinylcm.transformer.pca", "org.tinylcm.classifier.knn", "org.tinylcm.monitor.knndistance",
        "org.tinylcm.monitor.input", "org.tinylcm.monitor.confidence", "org.tinylcm.monitor.distribution",
        "org.tinylcm.monitor.feature",
        "org.tinylcm.monitor.diversity", "org.tinylcm.quarantine", "org.tinylcm.adapter.heuristic",
        "org.tinylcm.adaptation", "org.tinylcm.state", "org.tinylcm.ops", "org.tinylcm.config", "org.tinylcm.shell"})
    void losesNoFrame(String symbolicName) throws Exception {
        var bundle = container.bundle(symbolicName);
        var replaced = new ArrayList<WeakReference<ClassLoader>>();
        for (int i = 0; i < SWAPS; i++) {
            framesFlow(20);
            replaced.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
            bundle.stop();
            update(symbolicName);
            bundle.start();
        }
        framesFlow(50);
        classesGo(replaced);
        assertThat(recorder.failures).isEmpty();
        // Frames go on flowing, and the recorder may have come after the first ones.
        var results = List.copyOf(recorder.results);
        var first = results.get(0).frame().sequence();
        assertThat(results).extracting(r -> r.frame().sequence()).containsExactlyElementsOf(
                LongStream.range(first, first + results.size()).boxed().toList());
    }

    /**
     * Whatever still points to a class of a replaced bundle keeps all of them: a leak with every update. One may stay: the
     * JDK's method handles for records remember the last type that they were adapted to.
     */
    private static void classesGo(List<WeakReference<ClassLoader>> loaders) {
        Container.await("class loaders of replaced bundles to go", () -> {
            System.gc();
            return loaders.stream().filter(loader -> loader.get() != null).count() <= 1 ? true : null;
        });
    }

    private static void framesFlow(int frames) {
        int before = recorder.results.size();
        Container.await(frames + " more frames; " + container.service(Pipeline.class).status().detail(),
                () -> recorder.results.size() >= before + frames ? true : null);
    }

    private static void update(String symbolicName) throws Exception {
        try (InputStream jar = Files.newInputStream(Container.home().resolve("bundles/" + symbolicName + ".jar"))) {
            container.bundle(symbolicName).update(jar);
        }
    }
}
