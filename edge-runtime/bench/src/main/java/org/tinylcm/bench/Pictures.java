package org.tinylcm.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** A picture with smooth parts, edges and noise, about as hard to decode as a camera's. */
final class Pictures {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    private Pictures() {
    }

    static byte[] jpeg() throws IOException {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var random = new SplittableRandom(3);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int edge = (x / 80 + y / 60) % 2 * 40;
                int red = level(110 + 60 * Math.sin(x / 50.0) + edge + 6 * random.nextGaussian());
                int green = level(110 + 60 * Math.cos(y / 40.0) + edge + 6 * random.nextGaussian());
                int blue = level(110 + 60 * Math.sin((x + y) / 70.0) - edge + 6 * random.nextGaussian());
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0.85f);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, value));
    }
}
