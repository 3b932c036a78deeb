package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.sync.client.Archive;
import org.tinylcm.sync.client.FakePlatform;
import org.tinylcm.sync.client.FakePlatform.Fault;

/** A whole device whose platform is hung, slow, refusing, talking nonsense or gone: its frames do not care. */
class SyncIT {
    private static final int FRAMES = 200;
    @TempDir
    static Path data;
    private static final CountDownLatch FREED = new CountDownLatch(1);
    private static FakePlatform platform;
    private static Container container;
    private static FrameRecorder recorder;

    @BeforeAll
    static void start() throws Exception {
        platform = new FakePlatform();
        platform.interval = 1;
        var properties = Container.device(data, Container.sample("clothes.tlcm"));
        properties.put("tinylcm.config:org.tinylcm.source.directory/path",
                Container.sample("streams/novel-class.csv").toString());
        properties.put("tinylcm.config:org.tinylcm.source.directory/loop", "true");
        properties.put("tinylcm.config:org.tinylcm.sync/url", platform.url());
        properties.put("tinylcm.config:org.tinylcm.sync/heartbeat.seconds", "5");
        properties.put("tinylcm.config:org.tinylcm.sync/timeout.seconds", "5");
        container = Container.start(properties);
        recorder = FrameRecorder.in(container.context());
    }

    @AfterAll
    static void stop() {
        FREED.countDown();
        container.close();
        platform.close();
    }

    @Test
    void framesTakeTheirUsualTimeWhateverThePlatformDoesAndNoEventIsLost() {
        frames(FRAMES);
        Container.await("heartbeats", () -> platform.heartbeats.isEmpty() ? null : true);
        var usual = medianNanos(frames(FRAMES));
        var faults = Map.<String, Function<String, Fault>>of(
                "hung", call -> {
                    await(FREED, 60_000);
                    return null;
                },
                "slow", call -> {
                    await(FREED, 400);
                    return null;
                },
                "refusing", call -> Fault.before(503).with("Retry-After", "1"),
                "failing after the effect", call -> Fault.after(500),
                "nonsense", call -> new Fault(false, 200, "application/json",
                        "{\"offset\":[[[[\"".getBytes(StandardCharsets.UTF_8), Map.of()));
        faults.forEach((name, fault) -> {
            platform.faults = fault;
            // Five times is far more than one test among others varies, and far less than any call takes.
            assertThat(medianNanos(frames(FRAMES))).as("%s; usually %d ns", name, usual).isLessThan(5 * usual);
        });
        assertThat(recorder.failures).isEmpty();
        FREED.countDown();
        platform.faults = call -> null;

        var wanted = recorder.events.stream().map(DriftEvent::id).collect(Collectors.toSet());
        assertThat(wanted).isNotEmpty();
        Container.await("all " + wanted.size() + " events", () -> delivered().containsAll(wanted) ? true : null);
        assertThat(platform.uploads.values()).allMatch(upload -> upload.completions() <= 1);
    }

    /** The next frames. */
    private static List<FrameResult> frames(int count) {
        var from = recorder.results.size();
        Container.await(count + " frames", () -> recorder.results.size() >= from + count ? true : null);
        // A copy: frames go on coming, and a view of the list would not bear that.
        return new ArrayList<>(recorder.results).subList(from, from + count);
    }

    private static long medianNanos(List<FrameResult> frames) {
        return frames.stream().mapToLong(FrameResult::totalNanos).sorted().skip(frames.size() / 2).findFirst()
                .orElseThrow();
    }

    private static Set<String> delivered() {
        return platform.uploads.values().stream().filter(upload -> "drift_event".equals(upload.type())
                && upload.completions() == 1).map(upload -> event(upload.content())).collect(Collectors.toSet());
    }

    private static String event(byte[] content) {
        try {
            return Json.read(Archive.read(content).get("drift_event.json"), DriftEventDoc.class, "upload",
                    JsonLimits.DOCUMENT).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
