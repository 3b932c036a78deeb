package org.tinylcm.image;

import org.tinylcm.input.BadInputException;

/**
 * A picture whose structure has been walked from its first to its last byte.
 *
 * @param plain the same picture with nothing in it but what the pixels need. Colour profiles, texts and thumbnails
 *         never reach the decoder: that is faster, and keeps their parsers out of reach of hostile bytes
 * @param length used part of {@code plain}
 */
record Container(ImageHeader header, byte[] plain, int length) {

    static Container open(byte[] bytes, ImageLimits limits, String origin) {
        var in = new ByteCursor(bytes, limits, origin);
        if (bytes.length > limits.bytes()) {
            throw in.bad("size", bytes.length + " bytes, at most " + limits.bytes() + " are accepted");
        }
        var type = ImageHeader.sniff(bytes);
        if (type == null) {
            throw in.bad("first bytes", "not those of a JPEG, PNG, BMP or GIF picture");
        }
        return switch (type) {
            case JPEG -> JpegContainer.open(in);
            case PNG -> PngContainer.open(in);
            case BMP -> BmpContainer.open(in);
            case GIF -> GifContainer.open(in);
        };
    }
}
