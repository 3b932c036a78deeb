package org.tinylcm.sample;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Small grey pictures with labels, read from a pair of IDX files (the format of the MNIST family: big-endian header,
 * then bytes).
 *
 * @param width pixels
 * @param height pixels
 * @param pixels per picture width × height grey values, row by row
 * @param labels per picture the index of its class
 */
record LabelledImages(int width, int height, byte[][] pixels, byte[] labels) {
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    static LabelledImages read(Path imagesGz, Path labelsGz) throws IOException {
        try (var images = new DataInputStream(new GZIPInputStream(Files.newInputStream(imagesGz)));
                var labels = new DataInputStream(new GZIPInputStream(Files.newInputStream(labelsGz)))) {
            check(imagesGz, images.readInt() == IMAGES_MAGIC);
            check(labelsGz, labels.readInt() == LABELS_MAGIC);
            int count = images.readInt();
            check(labelsGz, labels.readInt() == count);
            int height = images.readInt();
            int width = images.readInt();
            var pixels = new byte[count][width * height];
            for (var picture : pixels) {
                images.readFully(picture);
            }
            var label = new byte[count];
            labels.readFully(label);
            return new LabelledImages(width, height, pixels, label);
        }
    }

    private static void check(Path file, boolean holds) throws IOException {
        if (!holds) {
            throw new IOException(file + ": is not the IDX file that it should be");
        }
    }
}
