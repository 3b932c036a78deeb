package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.update.UpdateService;

/** A camera does not wait: what comes while a bundle is replaced may be lost, and nothing besides. */
class CameraSwapIT {
    private static final int EVERY_MILLIS = 100;
    private static final String CONFIG = "tinylcm.config:org.tinylcm.updater/";

    @TempDir
    private Path folder;
    private HttpServer camera;
    private Container container;
    private UpdateKit kit;

    @BeforeEach
    void start() throws IOException {
        var picture = jpeg(Container.sample("images/ankle-boot/000.png"));
        camera = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        camera.createContext("/", exchange -> stream(exchange, picture));
        camera.start();
        kit = new UpdateKit(folder);
        var properties = Container.device(folder.resolve("data"), Container.sample("clothes.tlcm"));
        properties.put("tinylcm.config:org.tinylcm.source.camera/url", "http://localhost:" + camera.getAddress().getPort());
        properties.put(CONFIG + "key.ring", kit.ring().toString());
        properties.put(CONFIG + "observe.frames", "10");
        container = Container.start(properties);
    }

    @AfterEach
    void stop() {
        container.close();
        camera.stop(0);
    }

    private static byte[] jpeg(Path png) throws IOException {
        var from = ImageIO.read(png.toFile());
        var picture = new BufferedImage(from.getWidth(), from.getHeight(), BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().drawImage(from, 0, 0, null);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }

    /** Until whoever looks goes away. */
    private static void stream(HttpExchange exchange, byte[] picture) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace;boundary=f");
        exchange.sendResponseHeaders(200, 0);
        var head = ("--f\r\nContent-Type: image/jpeg\r\nContent-Length: " + picture.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (var out = exchange.getResponseBody()) {
            while (true) {
                out.write(head);
                out.write(picture);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS));
            }
        }
    }

    @Test
    void losesAtMostTheFramesOfThePause() throws Exception {
        var recorder = FrameRecorder.in(container.context());
        var pipeline = container.service(Pipeline.class);
        Container.await("frames of the camera", () -> recorder.results.size() > 10 ? true : null);
        var service = container.service(UpdateService.class);
        for (int swap = 1; swap <= 3; swap++) {
            var before = pipeline.status().source().dropped();
            service.begin(kit.release(swap, kit.version(UpdateKit.KNN, "1." + swap + ".0")));
            var status = Container.await("the end of the update",
                    () -> service.status().phase().equals("idle") ? service.status() : null);
            assertThat(status.lastOutcome()).as(status.lastReason()).isEqualTo("confirmed");

            // One frame more: the pause may begin just before a frame comes.
            var pause = status.figures().get("pauseMillis");
            assertThat(pipeline.status().source().dropped() - before).as("dropped in a pause of %s ms", pause)
                    .isLessThanOrEqualTo((long) Math.ceil(pause / EVERY_MILLIS) + 1);
        }
        assertThat(recorder.failures).isEmpty();
        assertThat(recorder.results).extracting(result -> result.frame().sequence()).doesNotHaveDuplicates().isSorted();
    }
}
