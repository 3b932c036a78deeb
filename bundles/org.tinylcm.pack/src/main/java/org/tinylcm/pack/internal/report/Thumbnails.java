package org.tinylcm.pack.internal.report;

import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Small pictures as {@code data:} addresses, so that the report is one file. */
final class Thumbnails {
    private static final int SIZE = 104;
    private static final long MAX_PIXELS = 64_000_000;

    private Thumbnails() {
    }

    /** Empty if the picture cannot be shown; the report says its name anyway. */
    static Optional<String> of(Path file) {
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return (long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS ? Optional.empty()
                        : Optional.of(address(read(reader)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The JDK's decoders answer damaged pictures with many kinds of RuntimeException.
            return Optional.empty();
        }
    }

    private static BufferedImage read(ImageReader reader) throws IOException {
        var step = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / (2 * SIZE));
        var parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
    }

    private static String address(Image picture) throws IOException {
        var factor = Math.min(1.0, (double) SIZE / Math.max(picture.getWidth(null), picture.getHeight(null)));
        var width = Math.max(1, (int) Math.round(picture.getWidth(null) * factor));
        var height = Math.max(1, (int) Math.round(picture.getHeight(null) * factor));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(small, "jpeg", bytes);
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
