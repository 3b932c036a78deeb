package org.tinylcm.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.tinylcm.input.BadInputException;

/**
 * Decodes JPEG, PNG, BMP and GIF (first picture). The type is told by the bytes; size and structure are checked before
 * anything is decoded. Transparent parts are blended onto white. Not supported, and refused: CMYK, arithmetic,
 * lossless and 12-bit JPEG, compressed BMP.
 *
 * <p>For one thread at a time. It keeps its memory for the next picture.
 */
public final class ImageDecoder {
    private final ImageLimits limits;
    private final Pixels pixels = new Pixels();
    private final Map<ImageHeader.Type, ImageReader> readers = new EnumMap<>(ImageHeader.Type.class);
    private BufferedImage target = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
    private String damage;

    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a picture.
     *
     * @param origin what to call the picture in an error
     * @return the pixels, valid until the next call
     * @throws BadInputException wrong type, over a limit, truncated or damaged
     */
    public Pixels decode(byte[] bytes, String origin) {
        var container = Container.open(bytes, limits, origin);
        var header = container.header();
        var reader = readers.computeIfAbsent(header.type(), this::reader);
        damage = null;
        // No cache on disk, and the stream's own buffer is garbage at once.
        try (var in = new MemoryCacheImageInputStream(
                new ByteArrayInputStream(container.plain(), 0, container.length()))) {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
                throw new BadInputException(origin, "header", "says two different sizes");
            }
            var image = reader.read(0, parameters(reader, header));
            if (damage != null) {
                throw new BadInputException(origin, "pixel data", damage);
            }
            Unpacker.unpack(image, header.orientation(), pixels);
            return pixels;
        } catch (BadInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer damaged data with exceptions of any kind.
            throw new BadInputException(origin, header.type() + " data", "is damaged (" + e.getMessage() + ")", e);
        } catch (OutOfMemoryError e) {
            pixels.clear();
            throw new BadInputException(origin, "size", header.width() + "x" + header.height()
                    + " pixels need more memory than there is", e);
        } finally {
            // Not reset(), which costs the listener and the native tables.
            reader.setInput(null);
        }
    }

    /** A camera sends thousands of JPEG pictures of one size: they all go into the same memory. */
    private ImageReadParam parameters(ImageReader reader, ImageHeader header) throws IOException {
        var parameters = reader.getDefaultReadParam();
        if (header.type() == ImageHeader.Type.JPEG) {
            var types = reader.getImageTypes(0);
            while (types.hasNext()) {
                if (types.next().getBufferedImageType() == BufferedImage.TYPE_3BYTE_BGR) {
                    if (target.getWidth() != header.width() || target.getHeight() != header.height()) {
                        target = new BufferedImage(header.width(), header.height(), BufferedImage.TYPE_3BYTE_BGR);
                    }
                    parameters.setDestination(target);
                    break;
                }
            }
        }
        return parameters;
    }

    private ImageReader reader(ImageHeader.Type type) {
        var found = ImageIO.getImageReadersByFormatName(type.name().toLowerCase(Locale.ROOT));
        if (!found.hasNext()) {
            throw new IllegalStateException("this Java has no reader for " + type + " (module java.desktop)");
        }
        var reader = found.next();
        reader.addIIOReadWarningListener((source, warning) -> noteDamage(warning));
        return reader;
    }

    /** The JPEG decoder fills what is missing with grey and only warns. Its messages are not translated. */
    private void noteDamage(String warning) {
        if (warning.contains("remature end") || warning.contains("bad Huffman code")) {
            damage = "is damaged (" + warning + ")";
        }
    }
}
