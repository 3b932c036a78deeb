package org.tinylcm.source.camera.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitterTest {
    private static final int MAX = 100_000;
    private final byte[] a = Jpegs.jpeg(1);
    private final byte[] b = Jpegs.jpeg(2, 64, true);
    private final byte[] c = Jpegs.withPreview(Jpegs.jpeg(3), Jpegs.jpeg(4, 16, false));

    @Test
    void findsPicturesOneAfterTheOther() throws IOException {
        assertThat(split(Jpegs.join(a, b, c, a))).containsExactly(a, b, c, a);
    }

    @Test
    void passesOverGarbageBetweenPictures() throws IOException {
        var garbage = "HTTP/1.1 \r\n\u00ff\u00ff\u0000\u00d8\r\n--x".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(split(Jpegs.join(garbage, a, garbage, b, garbage))).containsExactly(a, b);
    }

    @Test
    void passesOverAPictureThatIsCutAtAnyByte() throws IOException {
        var others = new byte[60][];
        Arrays.fill(others, b);
        // A cut in the length of a segment may swallow 64 KiB of what follows, but no more.
        var following = Jpegs.join(Jpegs.join(others), c, a);
        assertThat(following.length).isGreaterThan(2 << 16);
        for (var length = 0; length < a.length; length += length < 700 ? 1 : 41) {
            var found = split(Jpegs.join(Arrays.copyOf(a, length), following));
            assertThat(found.subList(found.size() - 2, found.size())).containsExactly(c, a);
            assertThat(found.size()).isGreaterThan(10);
        }
    }

    @Test
    void givesNoHalfPictureAtTheEnd() throws IOException {
        for (var length = 0; length < a.length; length++) {
            assertThat(split(Jpegs.join(b, Arrays.copyOf(a, length)))).containsExactly(b);
        }
    }

    @Test
    void refusesAPictureThatIsTooLarge() throws IOException {
        var large = Jpegs.jpeg(5, 600, false);
        assertThat(large.length).isGreaterThan(MAX);
        var splitter = new JpegSplitter(new ByteSource(stream(Jpegs.join(large, a))), MAX);
        assertThat(splitter.next()).isEqualTo(a);
        assertThat(splitter.next()).isNull();
        assertThat(splitter.refused()).isPositive();
    }

    @Test
    void keepsToItsMemoryOnAPictureWithoutEnd() throws IOException {
        var head = Arrays.copyOf(a, a.length - 2);
        var endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                return given < head.length ? head[(int) given++] & 0xff : ++given < 20_000_000 ? 'x' : -1;
            }
        };
        var splitter = new JpegSplitter(new ByteSource(endless), MAX);
        assertThat(splitter.next()).isNull();
        assertThat(splitter.refused()).isEqualTo(1);
    }

    @Test
    void survivesEveryMutation() throws IOException {
        var random = new SplittableRandom(1);
        var sound = Jpegs.join(a, c, a, a);
        for (var round = 0; round < 3000; round++) {
            var bytes = sound.clone();
            for (var i = random.nextInt(10); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt(256));
            }
            for (var picture : split(bytes)) {
                assertThat(picture).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9).hasSizeLessThanOrEqualTo(MAX);
            }
        }
    }

    @Test
    void takesPartsByTheirLengthOrByThePicture() throws IOException {
        var bytes = Jpegs.join(part("Content-Type: image/jpeg\r\nContent-Length: " + a.length, a), part("X: y", b),
                part("content-length: 3", "abc".getBytes(StandardCharsets.UTF_8)), part("CONTENT-LENGTH:" + c.length, c));
        var splitter = new MultipartSplitter(new ByteSource(stream(bytes)), MAX);
        assertThat(all(splitter)).containsExactly(a, b, c);
        assertThat(splitter.refused()).isEqualTo(1);
    }

    @Test
    void givesUpAMultipartAnswerThatCannotBeFollowed() {
        for (var text : List.of("--x\r\nContent-Length: 99999999\r\n\r\n", "--x\r\nContent-Length: -1\r\n\r\n",
                "--x\r\n" + "a: b\r\n".repeat(200), "\r\n".repeat(200), "y".repeat(20_000))) {
            var splitter = new MultipartSplitter(new ByteSource(stream(text.getBytes(StandardCharsets.UTF_8))), MAX);
            assertThatThrownBy(splitter::next).isInstanceOf(IOException.class);
        }
    }

    private static byte[] part(String header, byte[] body) {
        return Jpegs.join(("\r\n--frame\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8), body);
    }

    private static List<byte[]> split(byte[] bytes) throws IOException {
        return all(new JpegSplitter(new ByteSource(stream(bytes)), MAX));
    }

    private static List<byte[]> all(Splitter splitter) throws IOException {
        var found = new ArrayList<byte[]>();
        for (byte[] picture; (picture = splitter.next()) != null;) {
            found.add(picture);
        }
        return found;
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
