package org.tinylcm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tinylcm.extractor.tflite.internal.BareNetwork;
import org.tinylcm.image.ImageDecoder;
import org.tinylcm.image.ImageLimits;

/**
 * What a person writes who wants nothing but features: read, decode, resize, infer. Prints frames a second from the
 * first result to the last one, as the device's report counts them.
 */
public final class BareLoop {

    private BareLoop() {
    }

    /** @param args network, CSV list of pictures */
    public static void main(String[] args) throws IOException {
        var list = Path.of(args[1]);
        var lines = Files.readAllLines(list);
        var decoder = new ImageDecoder(ImageLimits.DEFAULT);
        long first = 0;
        double sum = 0;
        try (var network = BareNetwork.open(Path.of(args[0]), 1, true)) {
            for (int i = 1; i < lines.size(); i++) {
                var name = lines.get(i).substring(0, lines.get(i).indexOf(','));
                network.fill(decoder.decode(Files.readAllBytes(list.resolveSibling(name)), name));
                network.invoke();
                sum += network.features()[0];
                if (i == 1) {
                    first = System.nanoTime();
                }
            }
        }
        double seconds = (System.nanoTime() - first) / 1e9;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("the features are not numbers");
        }
        System.out.println("frames per second " + (lines.size() - 2) / seconds);
    }
}
