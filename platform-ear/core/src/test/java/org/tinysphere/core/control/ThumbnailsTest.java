package org.tinysphere.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1000, 500, 240, 120", "28, 28, 28, 28", "4000, 10, 240, 1", "1, 1, 1, 1"})
    void keepTheirShapeAndAreNoLargerThanNeeded(int width, int height, int smallWidth, int smallHeight)
            throws IOException {
        for (var format : new String[] {"png", "jpeg"}) {
            var small = ImageIO.read(new ByteArrayInputStream(Thumbnails.small(new ByteArrayInputStream(
                    picture(width, height, format)))));
            assertThat(small.getWidth()).isEqualTo(smallWidth);
            assertThat(small.getHeight()).isBetween(smallHeight, smallHeight + 1);
        }
    }

    @Test
    void areMadeOnceAndGoWithTheirPicture() throws IOException {
        var store = new FolderStore(folder);
        store.put("prediction-images/d/1", new ByteArrayInputStream(picture(600, 600, "png")));
        var thumbnails = new Thumbnails(store);
        byte[] first;
        try (var in = thumbnails.open("prediction-images/d/1")) {
            first = in.readAllBytes();
        }
        // The picture is not looked at a second time.
        store.put("prediction-images/d/1", new ByteArrayInputStream(new byte[] {1}));
        try (var in = thumbnails.open("prediction-images/d/1")) {
            assertThat(in.readAllBytes()).isEqualTo(first);
        }
        Thumbnails.forget(store, "prediction-images/d/1");
        assertThat(store.list("thumbnails/", "", 10).objects()).isEmpty();
    }

    @Test
    void whatIsNoPictureOrIsTooLargeIsRefused() throws IOException {
        var random = new Random(1);
        var png = picture(50, 50, "png");
        for (var i = 0; i < 300; i++) {
            var bytes = i % 2 == 0 ? new byte[random.nextInt(200)] : Arrays.copyOf(png, 8 + random.nextInt(20));
            if (i % 2 == 0) {
                random.nextBytes(bytes);
            }
            assertThatThrownBy(() -> Thumbnails.small(new ByteArrayInputStream(bytes))).isInstanceOf(Problem.class)
                    .hasMessageContaining("no picture");
        }
        var bomb = picture(10, 10, "png");
        // Width and height of the header: 100,000 each.
        for (var at : new int[] {16, 20}) {
            bomb[at + 1] = 1;
            bomb[at + 2] = (byte) 0x86;
            bomb[at + 3] = (byte) 0xA0;
        }
        assertThatThrownBy(() -> Thumbnails.small(new ByteArrayInputStream(bomb))).isInstanceOf(Problem.class);
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }
}
