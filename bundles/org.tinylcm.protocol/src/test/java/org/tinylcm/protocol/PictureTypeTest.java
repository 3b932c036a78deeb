package org.tinylcm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PictureTypeTest {
    private static final byte[] JFIF = hex("ffd8ffe000104a4649460001");
    private static final byte[] EXIF = hex("ffd8ffe1001845786966");
    private static final byte[] PNG = hex("89504e470d0a1a0a0000000d49484452");
    private static final byte[] GIF_87 = "GIF87a\1\0\1\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] GIF_89 = "GIF89a\1\0\1\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] BMP = hex("424d46000000000000003600");

    @Test
    void knowsRealHeads() {
        assertThat(PictureType.of(JFIF)).contains(PictureType.JPEG);
        assertThat(PictureType.of(EXIF)).contains(PictureType.JPEG);
        assertThat(PictureType.of(PNG)).contains(PictureType.PNG);
        assertThat(PictureType.of(GIF_87)).contains(PictureType.GIF);
        assertThat(PictureType.of(GIF_89)).contains(PictureType.GIF);
        assertThat(PictureType.of(BMP)).contains(PictureType.BMP);
    }

    @Test
    void theHeadIsEnough() {
        for (var picture : new byte[][] {JFIF, EXIF, PNG, GIF_87, GIF_89, BMP}) {
            var head = Arrays.copyOf(picture, PictureType.HEAD);
            assertThat(PictureType.of(head)).isPresent().isEqualTo(PictureType.of(picture));
        }
    }

    @Test
    void tooShortIsNone() {
        assertThat(PictureType.of(new byte[0])).isEmpty();
        assertThat(PictureType.of(Arrays.copyOf(JFIF, 2))).isEmpty();
        assertThat(PictureType.of(Arrays.copyOf(JFIF, 3))).contains(PictureType.JPEG);
        assertThat(PictureType.of(Arrays.copyOf(PNG, 7))).isEmpty();
        assertThat(PictureType.of(Arrays.copyOf(PNG, 8))).contains(PictureType.PNG);
        assertThat(PictureType.of(Arrays.copyOf(GIF_89, 3))).isEmpty();
        assertThat(PictureType.of(Arrays.copyOf(GIF_89, 4))).contains(PictureType.GIF);
        assertThat(PictureType.of(Arrays.copyOf(BMP, 1))).isEmpty();
        assertThat(PictureType.of(Arrays.copyOf(BMP, 2))).contains(PictureType.BMP);
    }

    @Test
    void othersAreNone() {
        assertThat(PictureType.of("<svg xmlns=".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(PictureType.of("RIFF....WEBP".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        // What a transfer as text leaves of a PNG.
        assertThat(PictureType.of(hex("89504e470a1a0a0000000d"))).isEmpty();
    }

    @Test
    void namesAreThoseOfFilesAndBrowsers() {
        assertThat(PictureType.values()).extracting(PictureType::extension)
                .containsExactly("jpg", "png", "gif", "bmp");
        assertThat(PictureType.values()).extracting(PictureType::mediaType)
                .containsExactly("image/jpeg", "image/png", "image/gif", "image/bmp");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
