package org.tinylcm.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Pictures made for tests. */
final class Pictures {

    private Pictures() {
    }

    /** Smooth, so that JPEG keeps it nearly as it is. */
    static BufferedImage smooth(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, new Color(255 * x / width, 255 * y / height, 128).getRGB());
            }
        }
        return image;
    }

    static Pixels noise(int width, int height, long seed) {
        var random = new SplittableRandom(seed);
        return Pixels.of(width, height, random.ints((long) width * height, 0, 1 << 24).toArray());
    }

    static byte[] encode(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
