package org.tinylcm.source.directory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;

class ReplayTest {
    @TempDir
    Path outside;

    @Test
    void deliversPicturesInOrderOfTheirPathsOnce() throws Exception {
        var folder = folder("b.jpg", "a/z.PNG", "a.gif", "notes.txt", "a/deep/x.jpeg", "c.bmp");
        var source = source(folder, "auto", "");

        assertThat(names(source)).containsExactly("a.gif", "a/deep/x.jpeg", "a/z.PNG", "b.jpg", "c.bmp");
        assertThat(source.ended()).isTrue();
        assertThat(source.next(Duration.ofDays(1))).isNull();
        assertThat(source.status().delivered()).isEqualTo(5);
        assertThat(source.status().total()).isEqualTo(5);
        assertThat(source.status().lossless()).isTrue();
    }

    @Test
    void takesTheLabelFromTheFolder() throws Exception {
        var source = source(folder("x.jpg", "shoe/1.jpg", "all/bag/1.jpg"), "folder", "");
        var labels = new ArrayList<String>();
        for (Frame frame; (frame = source.next(Duration.ZERO)) != null;) {
            assertThat(frame.sequence()).isEqualTo(labels.size());
            assertThat(((Payload.EncodedImage) frame.payload()).bytes()).asString().isEqualTo(frame.name());
            labels.add(frame.truth());
        }
        assertThat(labels).containsExactly("bag", "shoe", null);
    }

    @Test
    void takesOrderAndTruthFromAList() throws Exception {
        var folder = folder("a.jpg", "sub/b, \"c\".jpg");
        var csv = Files.writeString(folder.resolve("list.csv"),
                "\uFEFFsegment,file,label\r\n1,\"sub/b, \"\"c\"\".jpg\",shoe\r\n\r\n1,a.jpg,\r\n2,a.jpg,bag\n");

        for (var source : List.of(source(csv, "auto", ""), source(folder, "csv", csv.toString()))) {
            var first = source.next(Duration.ZERO);
            assertThat(first.name()).isEqualTo("sub/b, \"c\".jpg");
            assertThat(first.truth()).isEqualTo("shoe");
            assertThat(source.next(Duration.ZERO).truth()).isNull();
            assertThat(source.next(Duration.ZERO).truth()).isEqualTo("bag");
            assertThat(source.ended()).isTrue();
        }
        assertThat(source(csv, "none", "").next(Duration.ZERO).truth()).isNull();
    }

    @Test
    void refusesAListThatBreaksARule() throws Exception {
        var folder = folder("a.jpg");
        for (var text : List.of("", "name\na.jpg", "file,file\na.jpg,a.jpg", "file\n../a.jpg", "file\n/etc/a.jpg",
                "file\na.txt", "file,label\na.jpg", "file\n\"a.jpg", "file\na\"b\".jpg", "file\nsub/../../a.jpg",
                "file\na\0.jpg", "file\n" + "x".repeat(9000) + ".jpg", "file\n\"a\"b.jpg", "file\n")) {
            var csv = Files.writeString(folder.resolve("list.csv"), text);
            assertThatThrownBy(() -> source(csv, "auto", "")).as(text).isInstanceOf(BadInputException.class)
                    .message().contains("list.csv").doesNotContain("\n");
        }
        Files.write(folder.resolve("list.csv"), new byte[] {'f', 'i', 'l', 'e', '\n', (byte) 0xff});
        assertThatThrownBy(() -> source(folder.resolve("list.csv"), "auto", "")).hasMessageContaining("UTF-8");
    }

    @Test
    void readsOrRefusesEveryMutatedList() throws Exception {
        var folder = folder("a.jpg");
        var sound = "file,label,segment\na.jpg,shoe,1\n\"a.jpg\",\"b,\"\"g\",2\n".getBytes(StandardCharsets.UTF_8);
        var random = new java.util.SplittableRandom(1);
        var odd = "\",\n\r\0./\\\u00e4xfile".getBytes(StandardCharsets.UTF_8);
        var csv = folder.resolve("list.csv");
        for (var round = 0; round < 3000; round++) {
            var bytes = java.util.Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(60) : sound.length);
            for (var i = random.nextInt(5); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = odd[random.nextInt(odd.length)];
            }
            Files.deleteIfExists(csv);
            Files.write(csv, bytes);
            try {
                names(source(csv, "auto", ""));
            } catch (BadInputException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }

    @Test
    void neverLeavesTheFolder() throws Exception {
        var folder = folder("a.jpg", "in/b.jpg");
        var secret = Files.writeString(outside.resolve("secret.jpg"), "secret");
        Files.createDirectory(outside.resolve("dir"));
        Files.writeString(outside.resolve("dir/other.jpg"), "secret");
        Files.createSymbolicLink(folder.resolve("link.jpg"), secret);
        Files.createSymbolicLink(folder.resolve("dirlink"), outside.resolve("dir"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("dead.jpg"), folder.resolve("none.jpg"));
        Files.createSymbolicLink(folder.resolve("good.jpg"), folder.resolve("in/b.jpg"));

        assertThat(names(source(folder, "auto", ""))).containsExactly("a.jpg", "good.jpg", "in/b.jpg");

        var csv = Files.writeString(folder.resolve("list.csv"), "file\nlink.jpg\ndirlink/other.jpg\na.jpg\n");
        var source = source(csv, "auto", "");
        assertThatThrownBy(() -> source.next(Duration.ZERO)).isInstanceOf(BadInputException.class)
                .hasMessageContaining("must not lead out of the folder");
        assertThatThrownBy(() -> source.next(Duration.ZERO)).isInstanceOf(BadInputException.class);
        assertThat(source.next(Duration.ZERO).name()).isEqualTo("a.jpg");
        assertThat(source.status().refused()).isEqualTo(2);
    }

    @Test
    void goesOnBehindAFileThatCannotBeRead() throws Exception {
        var folder = folder("a.jpg", "b.jpg", "c.jpg", "d.jpg");
        var source = source(folder, "auto", "");
        Files.write(folder.resolve("a.jpg"), new byte[ItemReader.MAX_BYTES + 1]);
        Files.write(folder.resolve("b.jpg"), new byte[0]);
        Files.delete(folder.resolve("c.jpg"));
        for (var name : List.of("a.jpg", "b.jpg", "c.jpg")) {
            assertThatThrownBy(() -> source.next(Duration.ZERO)).isInstanceOf(BadInputException.class)
                    .hasMessageContaining(name);
        }
        assertThat(source.next(Duration.ZERO).sequence()).isZero();
    }

    @Test
    void saysWhatIsWrongWithItsConfiguration() throws Exception {
        assertThatThrownBy(() -> source(outside.resolve("none"), "auto", "")).hasMessageContaining("none: path: must be");
        assertThatThrownBy(() -> source(outside, "auto", "")).hasMessageContaining("at least one");
        var folder = folder("a.jpg");
        assertThatThrownBy(() -> source(folder, "csv", "")).hasMessageContaining("needs a list");
        assertThatThrownBy(() -> source(folder, "x", "")).hasMessageContaining("label_from: must be one of");
        assertThatThrownBy(() -> Settings.of(folder.toString(), "watch", true, true, "auto", "", 0, 0))
                .hasMessageContaining("watch goes with neither");
        assertThatThrownBy(() -> Settings.of(folder.toString(), "replay", true, true, "auto", "", Double.NaN, 0))
                .hasMessageContaining("rate");
    }

    @Test
    void beginsAgainWhenItLoops() throws Exception {
        var folder = folder("a.jpg", "b.jpg");
        var source = new DirectorySource(Settings.of(folder.toString(), "replay", true, true, "auto", "", 0, 0), "run",
                System::nanoTime);
        for (var i = 0; i < 7; i++) {
            var frame = source.next(Duration.ZERO);
            assertThat(frame.sequence()).isEqualTo(i);
            assertThat(frame.name()).isEqualTo(i % 2 == 0 ? "a.jpg" : "b.jpg");
        }
        assertThat(source.ended()).isFalse();
        assertThat(source.status().total()).isEqualTo(-1);
    }

    @Test
    void losesAndRepeatsNoFrameOverAReplacement() throws Exception {
        var folder = folder("a.jpg", "b.jpg", "c.jpg", "d.jpg");
        var first = source(folder, "auto", "");
        first.next(Duration.ZERO);
        first.next(Duration.ZERO);
        folderAdd(folder, "aa.jpg");
        var second = source(folder, "auto", "");
        second.restoreState(first.saveState());

        var frame = second.next(Duration.ZERO);
        assertThat(frame.name()).isEqualTo("c.jpg");
        assertThat(frame.sequence()).isEqualTo(2);
        assertThat(names(second)).containsExactly("d.jpg");
    }

    @Test
    void doesNotGoBackWhenTheDeviceIsRolledBack() throws Exception {
        var source = source(folder("a.jpg", "b.jpg", "c.jpg"), "auto", "");
        source.next(Duration.ZERO);
        var snapshot = source.saveState();
        source.next(Duration.ZERO);
        source.restoreState(snapshot);
        assertThat(names(source)).containsExactly("c.jpg");
    }

    @Test
    void startsAtTheBeginningInAnotherRunOrWithAnotherPath() throws Exception {
        var folder = folder("a.jpg", "b.jpg");
        var first = source(folder, "auto", "");
        first.next(Duration.ZERO);
        var settings = Settings.of(folder.toString(), "replay", false, true, "auto", "", 0, 0);
        var other = new DirectorySource(settings, "other run", System::nanoTime);
        other.restoreState(first.saveState());
        assertThat(names(other)).containsExactly("a.jpg", "b.jpg");
    }

    @Test
    void keepsToItsRate() throws Exception {
        var clock = new AtomicLong();
        var folder = folder("a.jpg", "b.jpg", "c.jpg");
        var source = new DirectorySource(Settings.of(folder.toString(), "replay", false, true, "auto", "", 10, 0), "run",
                clock::get);
        assertThat(source.next(Duration.ZERO)).isNotNull();
        assertThat(source.next(Duration.ZERO)).isNull();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
        assertThat(source.next(Duration.ZERO)).isNull();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(source.next(Duration.ZERO)).isNotNull();
    }

    private Path folder(String... names) throws IOException {
        var folder = Files.createTempDirectory(outside, "frames");
        for (var name : names) {
            folderAdd(folder, name);
        }
        return folder;
    }

    private static void folderAdd(Path folder, String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), name);
    }

    private static DirectorySource source(Path path, String labelFrom, String list) {
        return new DirectorySource(Settings.of(path.toString(), "replay", false, true, labelFrom, list, 0, 0), "run",
                System::nanoTime);
    }

    private static List<String> names(DirectorySource source) throws InterruptedException {
        var names = new ArrayList<String>();
        for (Frame frame; (frame = source.next(Duration.ZERO)) != null;) {
            names.add(frame.name());
        }
        return names;
    }
}
