package org.tinylcm.source.directory.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final List<DirectorySource> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(DirectorySource::close);
    }

    @Test
    void deliversWhatIsThereAndWhatComes() throws Exception {
        Files.writeString(folder.resolve("b.jpg"), "b");
        Files.writeString(folder.resolve("a.jpg"), "a");
        var source = source("run", 0);
        assertThat(source.next(LONG).name()).isEqualTo("a.jpg");
        assertThat(source.next(LONG).name()).isEqualTo("b.jpg");
        assertThat(source.next(Duration.ofMillis(1))).isNull();

        var next = CompletableFuture.supplyAsync(() -> take(source));
        Files.createDirectory(folder.resolve("new"));
        Files.writeString(folder.resolve("new/c.part"), "c");
        Files.move(folder.resolve("new/c.part"), folder.resolve("new/c.jpg"));
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("new/c.jpg");
        assertThat(source.ended()).isFalse();
    }

    @Test
    void waitsUntilAFileIsComplete() throws Exception {
        var clock = new AtomicLong();
        var settings = Settings.of(folder.toString(), "watch", false, true, "auto", "", 0, 500);
        var source = keep(new DirectorySource(settings, "run", clock::get));
        var file = Files.writeString(folder.resolve("a.jpg"), "one");
        assertThat(source.next(Duration.ZERO)).isNull();
        pass(clock, 499);
        assertThat(source.next(Duration.ZERO)).isNull();
        Files.writeString(file, "two", StandardOpenOption.APPEND);
        pass(clock, 1);
        assertThat(source.next(Duration.ZERO)).isNull();
        pass(clock, 499);
        assertThat(source.next(Duration.ZERO)).isNull();
        pass(clock, 501);
        assertThat(source.next(Duration.ZERO)).isNotNull();
        pass(clock, 10_000);
        assertThat(source.next(Duration.ZERO)).isNull();
    }

    @Test
    void repeatsNothingAfterARestart() throws Exception {
        Files.writeString(folder.resolve("a.jpg"), "a");
        var first = source("run", 0);
        assertThat(first.next(LONG).sequence()).isZero();
        Files.writeString(folder.resolve("b.jpg"), "b");

        var second = source("another run", 0);
        second.restoreState(first.saveState());
        var frame = second.next(LONG);
        assertThat(frame.name()).isEqualTo("b.jpg");
        assertThat(frame.sequence()).isZero();
        assertThat(second.next(Duration.ofMillis(100))).isNull();
    }

    @Test
    void keepsEveryHashOverAState() throws IOException {
        var seen = new SeenFiles();
        var random = new SplittableRandom(1);
        var hashes = random.longs(1000).boxed().toList();
        hashes.forEach(seen::add);
        var again = new SeenFiles();
        again.replaceBy(seen.toVector());
        assertThat(hashes).allMatch(again::contains);
        again.retain(hashes.subList(0, 10));
        assertThat(again.toVector()).hasSize(30);
    }

    @Test
    void deliversEachOfManyFilesOnceWhileTheyCome() throws Exception {
        var source = source("run", 0);
        var writer = CompletableFuture.runAsync(() -> {
            for (var i = 0; i < 300; i++) {
                try {
                    Files.writeString(folder.resolve("part"), "x" + i);
                    Files.move(folder.resolve("part"), folder.resolve(i + ".jpg"));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        });
        var names = new ArrayList<String>();
        while (names.size() < 300) {
            names.add(source.next(LONG).name());
        }
        writer.join();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void comesBackAtOnceWhenItIsClosed() throws Exception {
        var source = source("run", 0);
        var next = CompletableFuture.supplyAsync(() -> take(source));
        source.close();
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("none");
    }

    private DirectorySource source(String run, int settleMillis) {
        return keep(new DirectorySource(Settings.of(folder.toString(), "watch", false, true, "auto", "", 0, settleMillis),
                run, System::nanoTime));
    }

    private DirectorySource keep(DirectorySource source) {
        opened.add(source);
        return source;
    }

    private static String take(DirectorySource source) {
        try {
            var frame = source.next(Duration.ofMinutes(5));
            return frame == null ? "none" : frame.name();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pass(AtomicLong clock, int millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
