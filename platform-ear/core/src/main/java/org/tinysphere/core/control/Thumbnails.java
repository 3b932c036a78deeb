package org.tinysphere.core.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Small JPEGs of pictures, made when one is first asked for and then kept beside it. A picture comes from outside: its
 * size is looked at before it is decoded, and large ones are read with most pixels left out.
 */
@ApplicationScoped
public class Thumbnails {
    /** Longest side, pixels. */
    public static final int SIDE = 240;
    private static final String FOLDER = "thumbnails/";
    private static final long MOST_PIXELS = 100_000_000;
    private ObjectStore objects;

    /** For the container. */
    protected Thumbnails() {
    }

    @Inject
    public Thumbnails(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * @param object of a JPEG or PNG
     * @return its small JPEG, to be closed by the caller
     * @throws Problem 404 it is gone; 415 it cannot be shown
     */
    public InputStream open(String object) throws IOException {
        var kept = objects.open(key(object));
        if (kept.isPresent()) {
            return kept.get();
        }
        try (var in = new BufferedInputStream(objects.open(object).orElseThrow(() -> Problem.missing("picture any more")))) {
            var small = small(in);
            objects.put(key(object), new ByteArrayInputStream(small));
            return new ByteArrayInputStream(small);
        }
    }

    /** To be called with the removal of a picture; of what is none there is nothing to remove. */
    public static void forget(ObjectStore objects, String object) throws IOException {
        objects.delete(key(object));
    }

    private static String key(String object) {
        return FOLDER + object + ".jpg";
    }

    static byte[] small(InputStream in) throws IOException {
        try (var input = ImageIO.createImageInputStream(in)) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw unshowable();
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return scaled(read(reader));
            } catch (IOException | RuntimeException e) {
                if (e instanceof Problem problem) {
                    throw problem;
                }
                throw unshowable();
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage read(ImageReader reader) throws IOException {
        var width = reader.getWidth(0);
        var height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw unshowable();
        }
        // Twice the pixels that are needed are enough to scale well.
        var step = Math.max(1, Math.max(width, height) / (2 * SIDE));
        var parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
    }

    private static byte[] scaled(BufferedImage picture) throws IOException {
        var scale = Math.min(1, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
        var width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(small, "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static Problem unshowable() {
        return new Problem(415, "no-picture", "this is no picture that can be shown");
    }
}
