package org.tinylcm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.input.BadInputException;

class ImageDecoderTest {
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource({"jpg,12", "png,0", "bmp,0"})
    void decodesWhatWasEncoded(String format, int tolerance) {
        var image = Pictures.smooth(61, 33, BufferedImage.TYPE_3BYTE_BGR);
        for (int again = 0; again < 3; again++) {
            var pixels = decoder.decode(Pictures.encode(image, format), "frame");
            assertThat(pixels.width()).isEqualTo(61);
            assertThat(pixels.height()).isEqualTo(33);
            for (int y = 0; y < 33; y++) {
                for (int x = 0; x < 61; x++) {
                    for (int shift = 0; shift < 24; shift += 8) {
                        assertThat(pixels.rgb(x, y) >> shift & 0xff)
                                .isCloseTo(image.getRGB(x, y) >> shift & 0xff, within(tolerance));
                    }
                }
            }
        }
    }

    @Test
    void decodesTheFirstPictureOfGif() {
        var image = new BufferedImage(9, 7, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(3, 2, 0xffffff);
        var pixels = decoder.decode(Pictures.encode(image, "gif"), "frame");
        assertThat(pixels.rgb(3, 2)).isEqualTo(0xffffff);
        assertThat(pixels.rgb(4, 2)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void keepsGreyAsItIs(String format) {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData(), (byte) 60);
        assertThat(decoder.decode(Pictures.encode(image, format), "frame").rgb(5, 5)).isEqualTo(0x3c3c3c);
    }

    @Test
    void keepsSixteenBitGreyAsItIs() {
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(1, 1, 0, 60 << 8);
        assertThat(decoder.decode(Pictures.encode(image, "png"), "frame").rgb(1, 1)).isEqualTo(0x3c3c3c);
    }

    @Test
    void blendsTransparentPartsOntoWhite() {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00123456);
        image.setRGB(1, 0, 0x80000000);
        var pixels = decoder.decode(Pictures.encode(image, "png"), "frame");
        assertThat(pixels.rgb(0, 0)).isEqualTo(0xffffff);
        assertThat(pixels.rgb(1, 0)).isEqualTo(0x7f7f7f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif"})
    void refusesEveryTruncation(String format) {
        var bytes = Pictures.encode(Pictures.smooth(40, 30, BufferedImage.TYPE_3BYTE_BGR), format);
        // A GIF may end without its trailer, which is its last byte.
        for (int length = 0; length < bytes.length - 1; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(BadInputException.class).as("%d bytes", length)
                    .isThrownBy(() -> decoder.decode(cut, "cut." + format))
                    .withMessageStartingWith("cut." + format + ": ");
        }
    }

    @Test
    void refusesWhatIsTooLargeBeforeDecoding() {
        var png = Pictures.encode(Pictures.smooth(100, 50, BufferedImage.TYPE_3BYTE_BGR), "png");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> new ImageDecoder(new ImageLimits(1 << 20, 4999)).decode(png, "a.png"))
                .withMessage("a.png: IHDR: 100x50 pixels, at most 4999 are accepted");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> new ImageDecoder(new ImageLimits(20, 5000)).decode(png, "a.png"))
                .withMessage("a.png: size: " + png.length + " bytes, at most 20 are accepted");
    }

    @Test
    void refusesOtherTypes() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> decoder.decode("%PDF-1.7 and so on".getBytes(), "a.jpg"))
                .withMessage("a.jpg: first bytes: not those of a JPEG, PNG, BMP or GIF picture");
    }

    @Test
    void readsTheOrientationFromExif() {
        var jpeg = Pictures.encode(Pictures.smooth(20, 10, BufferedImage.TYPE_3BYTE_BGR), "jpg");
        byte[] exif = {(byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
            1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
        var withExif = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, withExif, 0, 2);
        System.arraycopy(exif, 0, withExif, 2, exif.length);
        System.arraycopy(jpeg, 2, withExif, 2 + exif.length, jpeg.length - 2);
        assertThat(decoder.decode(withExif, "frame").orientation()).isEqualTo(6);
        assertThat(decoder.decode(jpeg, "frame").orientation()).isEqualTo(1);
        assertThat(ImageHeader.read(withExif, ImageLimits.DEFAULT, "frame"))
                .isEqualTo(new ImageHeader(ImageHeader.Type.JPEG, 20, 10, 6));
    }
}
