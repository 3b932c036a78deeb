package org.tinylcm.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;

/**
 * Any decoded image to BGR bytes. Samples are taken as they are: the colour model's own conversion would brighten grey
 * pictures, because Java calls their scale linear.
 */
final class Unpacker {

    private Unpacker() {
    }

    static void unpack(BufferedImage image, int orientation, Pixels pixels) {
        int width = image.getWidth();
        int height = image.getHeight();
        pixels.size(width, height, orientation);
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && image.getRaster().getDataBuffer().getSize()
                == 3 * width * height) {
            System.arraycopy(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, pixels.bgr(), 0,
                    3 * width * height);
        } else if (image.getColorModel() instanceof ComponentColorModel model) {
            components(image, model.getComponentSize(0) - 8, pixels);
        } else {
            packed(image, pixels);
        }
    }

    /** Grey, grey + alpha, RGB or RGB + alpha of 8 or 16 bits. */
    private static void components(BufferedImage image, int shift, Pixels pixels) {
        int width = image.getWidth();
        var raster = image.getRaster();
        int bands = raster.getNumBands();
        var row = new int[width * bands];
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int i = x * bands;
                int red = row[i] >> shift;
                int green = bands < 3 ? red : row[i + 1] >> shift;
                int blue = bands < 3 ? red : row[i + 2] >> shift;
                int alpha = bands % 2 == 1 ? 255 : row[i + bands - 1] >> shift;
                set(pixels, y * width + x, red, green, blue, alpha);
            }
        }
    }

    /** Palette or packed pixels: here the colour model knows best. */
    private static void packed(BufferedImage image, Pixels pixels) {
        int width = image.getWidth();
        var row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int argb = row[x];
                set(pixels, y * width + x, argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, argb >>> 24);
            }
        }
    }

    private static void set(Pixels pixels, int index, int red, int green, int blue, int alpha) {
        if (alpha == 255) {
            pixels.set(index, red, green, blue);
        } else {
            pixels.set(index, onWhite(red, alpha), onWhite(green, alpha), onWhite(blue, alpha));
        }
    }

    private static int onWhite(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
