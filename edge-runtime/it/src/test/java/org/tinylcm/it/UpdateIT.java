package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Version;
import org.tinylcm.it.bad.BadActivator;
import org.tinylcm.it.bad.BadClassifier;
import org.tinylcm.it.bad.BadTransformer;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.update.UpdateService;
import org.tinylcm.update.UpdateStatus;

/** Updates of a running device, inside Felix, while frames flow. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class UpdateIT {
    /** Of single bundles; {@code -Dupdate.swaps=2000} for more. */
    private static final int SWAPS = Integer.getInteger("update.swaps", 50);
    private static final String CONFIG = "tinylcm.config:org.tinylcm.updater/";

    @TempDir
    static Path folder;
    private static Container container;
    private static FrameRecorder recorder;
    private static UpdateKit kit;
    private static long number;

    @BeforeAll
    static void start() throws Exception {
        kit = new UpdateKit(folder);
        var properties = Container.device(folder.resolve("data"), Container.sample("clothes.tlcm"));
        properties.remove("tinylcm.config:org.tinylcm.pack/path");
        properties.put("tinylcm.default:org.tinylcm.pack/path", Container.sample("clothes.tlcm").toString());
        properties.put("tinylcm.config:org.tinylcm.source.directory/path",
                Container.sample("streams/no-drift.csv").toString());
        properties.put("tinylcm.config:org.tinylcm.source.directory/loop", "true");
        properties.put(CONFIG + "key.ring", kit.ring().toString());
        properties.put(CONFIG + "work.seconds", "15");
        properties.put(CONFIG + "step.seconds", "5");
        properties.put(CONFIG + "observe.frames", "40");
        container = Container.start(properties);
        recorder = FrameRecorder.in(container.context());
        Container.await("the first frames", () -> recorder.results.size() > 20 ? true : null);
    }

    @AfterAll
    static void stop() {
        container.close();
    }

    @Test
    void aNewVersionComesIntoUseAndLosesNoFrame() throws Exception {
        var status = update(kit.release(++number, kit.version(UpdateKit.KNN, "1.0.0")));

        assertThat(status.lastOutcome()).as(status.lastReason()).isEqualTo("confirmed");
        assertThat(container.bundle(UpdateKit.KNN).getVersion()).isEqualTo(new Version("1.0.0"));
        assertThat(status.figures().get("refreshed")).isEqualTo(1);
        assertThat(status.rollbackPossible()).isTrue();
        noFrameIsMissing();
    }

    @Test
    void aFailedAttemptTakesNothingAwayAndAWishStillGoesBack() throws Exception {
        update(kit.release(++number, kit.version(UpdateKit.KNN, "3.0.0")));
        update(kit.release(++number, kit.version(UpdateKit.KNN, "3.1.0")));
        var failed = update(kit.release(number + 1, Map.of(UpdateKit.KNN, Map.of("k", "77")), null));
        assertThat(failed.lastOutcome()).isEqualTo("rolled_back");
        assertThat(failed.rollbackPossible()).isTrue();

        service().rollback(0);
        Container.await("the way back", () -> service().status().phase().equals("idle") ? true : null);

        assertThat(container.bundle(UpdateKit.KNN).getVersion()).isEqualTo(new Version("3.0.0"));
        assertThat(service().status().rollbackPossible()).isFalse();
        framesFlow(20);
        noFrameIsMissing();
    }

    @Test
    void severalBundlesConfigurationAndPackGoTogether() throws Exception {
        var file = kit.release(++number, Map.of(UpdateKit.KNN, Map.of("k", "7")),
                kit.pack("1.1.0", "reference.json", bytes -> bytes), kit.version(UpdateKit.KNN, "1.2.0"),
                kit.version("org.tinylcm.monitor.confidence", "1.2.0"), kit.version("org.tinylcm.quarantine", "1.2.0"));
        var plan = service().plan(file);

        assertThat(plan.changes()).extracting(change -> change.kind() + " " + change.name()).contains(
                "UPDATE " + UpdateKit.KNN, "UPDATE org.tinylcm.monitor.confidence", "PACK clothes",
                "CONFIGURE " + UpdateKit.KNN + "/k");
        assertThat(plan.restart()).isFalse();
        var status = update(file);
        assertThat(status.lastOutcome()).as(status.lastReason()).isEqualTo("confirmed");
        assertThat(container.service(Pipeline.class).classifier().orElseThrow().model().neighbours()).isEqualTo(7);
        assertThat(container.service(ModelPack.class).version()).isEqualTo("1.1.0");
        noFrameIsMissing();
    }

    @Test
    void swapAfterSwapLosesDoublesAndMixesNothing() throws Exception {
        var stages = List.of(UpdateKit.KNN, UpdateKit.PCA, "org.tinylcm.monitor.confidence",
                "org.tinylcm.monitor.knndistance", "org.tinylcm.quarantine");
        var versions = new Path[2][stages.size()];
        for (int i = 0; i < stages.size(); i++) {
            versions[0][i] = kit.version(stages.get(i), "2.0.0");
            versions[1][i] = kit.version(stages.get(i), "2.0.1");
        }
        update(kit.release(++number, versions[0]));
        var bundles = container.context().getBundles().length;
        for (int i = 1; i <= SWAPS / stages.size(); i++) {
            var status = update(kit.release(++number, versions[i % 2]));
            assertThat(status.lastOutcome()).as(status.lastReason()).isEqualTo("confirmed");
            assertThat(status.figures().get("refreshed")).isEqualTo(stages.size());
        }
        assertThat(container.context().getBundles()).hasSize(bundles);
        noFrameIsMissing();
    }

    static Stream<Arguments> harmful() throws IOException {
        return Stream.of(
                Arguments.of("throws", activator("throw", "9.0.1"), "org.tinylcm.classifier.knn 9.0.1 does not start: "
                        + "IllegalStateException: there is a worm in it"),
                Arguments.of("hangs", activator("hang", "9.0.2"), "knn 9.0.2 does not start within 5 s"),
                Arguments.of("gives NaN", transformer("nan", "9.0.3"), "are not numbers"),
                Arguments.of("gives other features", transformer("shuffled", "9.0.4"), "not those that the pack says"),
                Arguments.of("is slow", transformer("slow", "9.0.5"), "latency rose from"),
                Arguments.of("loses a class", classifier("fewer", "9.0.6"), "the classifier knows 4 classes"),
                Arguments.of("is wrong", classifier("one-label", "9.0.7"), "accuracy on known samples fell from"),
                Arguments.of("has no component", kit.bundle(UpdateKit.KNN, "9.0.8", headers -> with(headers,
                        "Service-Component", "OSGI-INF/none.xml"), Map.of()), "no classifier; "));
    }

    @ParameterizedTest(name = "a bundle that {0}")
    @MethodSource("harmful")
    void whatHurtsGoesBackByItself(String what, Path jar, String reason) throws Exception {
        var before = versions();
        var status = update(kit.release(number + 1, jar));

        assertThat(status.lastOutcome()).isEqualTo("rolled_back");
        assertThat(status.lastReason()).contains(reason);
        assertThat(versions()).isEqualTo(before);
        framesFlow(20);
        noFrameIsMissing();
    }

    @Test
    void whatSpinsInItsActivatorGoesBackBesideIt() throws Exception {
        var status = update(kit.release(number + 1, activator("spin", "9.1.0")));

        assertThat(status.lastOutcome()).isEqualTo("rolled_back");
        assertThat(status.lastReason()).contains("knn 9.1.0 does not start within 5 s");
        framesFlow(20);
        noFrameIsMissing();
    }

    @Test
    void aPackThatDoesNotWorkGoesBack() throws Exception {
        var pack = kit.pack("9.0.0", "backbone.tflite", bytes -> {
            Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 4096, (byte) 0x7f);
            return bytes;
        });
        var before = container.service(ModelPack.class).id();
        var status = update(kit.release(number + 1, Map.of(), pack));

        assertThat(status.lastOutcome()).as(status.lastReason()).isEqualTo("rolled_back");
        assertThat(status.lastReason()).isNotBlank();
        assertThat(container.service(ModelPack.class).id()).isEqualTo(before);
        framesFlow(20);
    }

    @Test
    void aPackWhoseModelCrashesItsTrialProcessGoesBack() throws Exception {
        // Other bytes, so that the model is not known yet; the child process of its trial dies as by a crash.
        var pack = kit.pack("9.0.1", "backbone.tflite", bytes -> {
            bytes[bytes.length / 2] ^= 1;
            return bytes;
        });
        var before = container.service(ModelPack.class).id();
        var killed = new CompletableFuture<Boolean>();
        var killer = new Thread(() -> {
            while (!killed.isDone()) {
                ProcessHandle.current().children().filter(child -> child.info().arguments().stream().flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.endsWith(".tflite.internal.Trial")))
                        .forEach(child -> killed.complete(child.destroyForcibly()));
                Thread.onSpinWait();
            }
        }, "killer");
        killer.setDaemon(true);
        killer.start();
        var status = update(kit.release(number + 1, Map.of(), pack));

        assertThat(killed).as("a trial was killed").isCompletedWithValue(true);
        assertThat(status.lastOutcome()).as(status.lastReason()).isEqualTo("rolled_back");
        assertThat(status.lastReason()).contains("the runtime crashed");
        assertThat(container.service(ModelPack.class).id()).isEqualTo(before);
        framesFlow(20);
        noFrameIsMissing();
    }

    @Test
    void aValueThatIsNotAllowedGoesBack() throws Exception {
        var status = update(kit.release(number + 1, Map.of(UpdateKit.KNN, Map.of("k", "77")), null));

        assertThat(status.lastOutcome()).isEqualTo("rolled_back");
        assertThat(status.lastReason()).contains("org.tinylcm.classifier.knn", "77", "0..50");
    }

    @Test
    void whatCannotBeResolvedIsRefusedBeforeAnythingChanges() throws Exception {
        var jar = kit.bundle(UpdateKit.KNN, "9.2.0", headers -> with(headers, "Import-Package",
                headers.get("Import-Package") + ",org.example.nowhere;version=\"[3,4)\""), Map.of());
        var status = update(kit.release(number + 1, jar));

        assertThat(status.lastOutcome()).isEqualTo("refused");
        assertThat(status.lastReason()).contains("knn 9.2.0 cannot be resolved", "org.example.nowhere [3.0.0,4.0.0)");
    }

    // ---- what is done

    private static Path activator(String mode, String version) throws IOException {
        return kit.bundle(UpdateKit.KNN, version, headers -> {
            with(headers, "Bundle-Activator", BadActivator.class.getName());
            with(headers, "Bad-Activator", mode);
            return headers.get("Import-Package").contains("org.osgi.framework") ? headers
                    : with(headers, "Import-Package", headers.get("Import-Package") + ",org.osgi.framework");
        }, UpdateKit.classes(BadActivator.class));
    }

    private static Path transformer(String mode, String version) throws IOException {
        return component(UpdateKit.PCA, version, BadTransformer.class, "org.tinylcm.feature.FeatureTransformer", mode);
    }

    private static Path classifier(String mode, String version) throws IOException {
        return component(UpdateKit.KNN, version, BadClassifier.class,
                "org.tinylcm.classify.Classifier\"/><provide interface=\"org.tinylcm.classify.ClassifierFactory", mode);
    }

    private static Path component(String name, String version, Class<?> type, String service, String mode)
            throws IOException {
        var xml = """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s" activate="start">
                  <implementation class="%s"/>
                  <service><provide interface="%s"/></service>
                  <property name="mode" value="%s"/>
                  <reference name="pack" interface="org.tinylcm.model.ModelPack" bind="setPack"/>
                </scr:component>
                """.formatted(type.getName(), type.getName(), service, mode);
        var members = new HashMap<>(UpdateKit.classes(type));
        members.put("OSGI-INF/bad.xml", xml.getBytes(StandardCharsets.UTF_8));
        return kit.bundle(name, version, headers -> with(headers, "Service-Component", "OSGI-INF/bad.xml"), members);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        headers.put(name, value);
        return headers;
    }

    private static UpdateService service() {
        return container.service(UpdateService.class);
    }

    private static UpdateStatus update(Path file) {
        var service = service();
        service.begin(file);
        return Container.await("the end of the update", () -> {
            var status = service.status();
            return status.phase().equals("idle") ? status : null;
        });
    }

    private static Map<String, String> versions() {
        var versions = new HashMap<String, String>();
        for (var bundle : container.context().getBundles()) {
            versions.put(bundle.getSymbolicName(), bundle.getVersion() + " " + bundle.getState());
        }
        return versions;
    }

    private static void framesFlow(int frames) {
        int before = recorder.results.size();
        Container.await(frames + " more frames", () -> recorder.results.size() >= before + frames ? true : null);
    }

    private static void noFrameIsMissing() {
        assertThat(recorder.failures).isEmpty();
        var sequences = new ArrayList<Long>();
        recorder.results.forEach(result -> sequences.add(result.frame().sequence()));
        assertThat(sequences).containsExactlyElementsOf(LongStream.range(sequences.get(0),
                sequences.get(0) + sequences.size()).boxed().toList());
    }
}
