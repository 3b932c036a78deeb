package org.tinylcm.source.camera.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Pictures for tests. */
final class Jpegs {

    private Jpegs() {
    }

    static byte[] jpeg(int seed) {
        return jpeg(seed, 40, false);
    }

    static byte[] jpeg(int seed, int size, boolean progressive) {
        var random = new SplittableRandom(seed);
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (var i = 0; i < size * size; i++) {
            image.setRGB(i % size, i / size, random.nextInt());
        }
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            var parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** With another whole picture in an APP1 segment, as a camera puts a preview into the Exif data. */
    static byte[] withPreview(byte[] picture, byte[] preview) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(0xFF);
        bytes.write(0xD8);
        bytes.write(0xFF);
        bytes.write(0xE1);
        bytes.write(preview.length + 2 >> 8);
        bytes.write(preview.length + 2);
        bytes.writeBytes(preview);
        bytes.write(picture, 2, picture.length - 2);
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
