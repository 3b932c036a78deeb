package org.tinylcm.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.input.BadInputException;

@Timeout(60)
class ImageFuzzTest {
    private static final int CASES = 3000;
    private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(1 << 20, 1_000_000));

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif"})
    void damagedPicturesAreRefusedOrDecoded(String format) {
        var whole = Pictures.encode(Pictures.smooth(48, 32, BufferedImage.TYPE_3BYTE_BGR), format);
        var random = new SplittableRandom(format.hashCode());
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            var bytes = mutate(whole, random);
            if (format.equals("png") && i % 2 == 0) {
                repairChecksums(bytes);
            }
            try {
                var pixels = decoder.decode(bytes, "fuzz");
                assertThat((long) pixels.width() * pixels.height()).isBetween(1L, 1_000_000L);
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(CASES / 20, CASES);
        assertThat(decoder.decode(whole, "whole").width()).isEqualTo(48);
    }

    private static byte[] mutate(byte[] whole, SplittableRandom random) {
        var bytes = random.nextInt(10) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        int changes = 1 + random.nextInt(8);
        // Half of the changes go to where the headers are.
        int range = random.nextBoolean() ? Math.min(bytes.length, 64) : bytes.length;
        for (int c = 0; c < changes && range > 0; c++) {
            int at = random.nextInt(range);
            bytes[at] = random.nextInt(3) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Otherwise no mutation would get behind the checksum. */
    private static void repairChecksums(byte[] png) {
        int at = 8;
        while (at + 12 <= png.length) {
            int size = png[at] << 24 | (png[at + 1] & 0xff) << 16 | (png[at + 2] & 0xff) << 8 | png[at + 3] & 0xff;
            if (size < 0 || size > png.length - at - 12) {
                return;
            }
            var crc = new CRC32();
            crc.update(png, at + 4, size + 4);
            for (int i = 0; i < 4; i++) {
                png[at + 8 + size + i] = (byte) (crc.getValue() >> 8 * (3 - i));
            }
            at += size + 12;
        }
    }
}
