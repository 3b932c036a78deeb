package org.tinylcm.sync.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.drift.MonitorReading;
import org.tinylcm.drift.Verdict;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Neighbour;
import org.tinylcm.protocol.PackageType;

class SyncComponentTest {
    @TempDir
    Path folder;

    /** The pipeline's call returns at once, whatever the platform does; the events are on disk soon after. */
    @Test
    void aHungPlatformCostsAFrameNothing() throws IOException {
        try (var hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var device = new Workshop(folder);
            var sync = new SyncComponent(device, config(Map.of("url", "http://127.0.0.1:" + hung.getLocalPort(),
                    "prediction_images", true, "prediction_images_interval_seconds", 0)), "0.1");
            var longest = 0L;
            for (int i = 0; i < 300; i++) {
                var result = result(i);
                var start = System.nanoTime();
                sync.onFrame(result);
                if (i % 30 == 0) {
                    sync.onDrift(event(i), result);
                }
                longest = Math.max(longest, System.nanoTime() - start);
            }
            await(() -> sync.waiting().stream().filter(p -> p.type().equals("drift_event")).count() == 10);
            await(() -> sync.waiting().stream().filter(p -> p.type().equals("prediction_images")).count() > 1);
            var start = System.nanoTime();
            sync.close();

            assertThat(longest).isLessThan(Duration.ofMillis(500).toNanos());
            assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(9).toNanos());
            assertThat(sync.waiting().get(0).type()).isEqualTo("drift_event");
        }
    }

    @Test
    void aDriftPackageHoldsPictureFeaturesAndNeighbours() throws IOException {
        var device = new Workshop(folder);
        device.outbox.put(PackageType.DRIFT_EVENT, Instant.EPOCH,
                DriftPackage.of(event(3), result(3)));
        var members = device.take().get(0);

        assertThat(members).containsOnlyKeys("metadata.json", "drift_event.json", "image.jpg");
        assertThat(new String(members.get("drift_event.json"))).contains("\"features\"", "\"neighbours\"",
                "\"image\": \"image.jpg\"", "\"monitor\": \"knn-distance\"");
    }

    @Test
    void aWrongSettingIsNamed() {
        assertThatThrownBy(() -> new SyncComponent(new Workshop(folder), config(Map.of("url", "http://example.org")),
                "0.1")).isInstanceOf(BadInputException.class).hasMessageContaining("url");
        assertThatThrownBy(() -> new SyncComponent(new Workshop(folder), config(Map.of("url", "https://example.org",
                "hours", "late")), "0.1")).isInstanceOf(BadInputException.class).hasMessageContaining("hours");
    }

    /** What Declarative Services makes of a configuration. */
    static SyncConfig config(Map<String, Object> values) {
        var all = new HashMap<>(values);
        return (SyncConfig) Proxy.newProxyInstance(SyncConfig.class.getClassLoader(), new Class<?>[] {SyncConfig.class},
                (proxy, method, arguments) -> all.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static FrameResult result(int number) {
        var picture = new byte[20_000];
        picture[0] = (byte) 0xff;
        picture[1] = (byte) 0xd8;
        picture[2] = (byte) 0xff;
        return new FrameResult(new Frame(number, "f" + number, Instant.now(), null, new Payload.EncodedImage(picture)),
                "cup", 0.9, 1, 0.5, List.of(new Neighbour("cup", 0.5f)), new float[] {1, 2}, List.of(), false, false,
                new long[7]);
    }

    private static DriftEvent event(int number) {
        return new DriftEvent("e-" + number, "ep", DriftEvent.Kind.ONSET, Instant.now(), number, "f" + number,
                new MonitorReading("knn-distance", Verdict.DRIFT, "knn-distance", 3, 1, 12, 10, number, 1));
    }

    private static void await(BooleanSupplier condition) {
        var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
