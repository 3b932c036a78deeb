package org.tinylcm.pack.internal.build;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.GoldenSample;

/** Takes a few held-out samples, of as many classes as possible, for the self-test of an installation. */
final class GoldenChoice {
    private static final int COUNT = 5;
    private static final long MAX_PICTURE = 256 << 10;

    private GoldenChoice() {
    }

    static List<GoldenSample> choose(Samples samples, int[] holdout, List<String> labels, float[] transformed,
            int dimension) throws IOException {
        var golden = new ArrayList<GoldenSample>();
        for (int round = 0; round < COUNT && golden.size() < COUNT; round++) {
            for (var label : labels) {
                var sample = nth(samples, holdout, label, round);
                if (sample >= 0 && golden.size() < COUNT) {
                    golden.add(sample(samples, sample, golden.size(), transformed, dimension));
                }
            }
        }
        return golden;
    }

    private static int nth(Samples samples, int[] holdout, String label, int n) throws IOException {
        var left = n;
        for (var sample : holdout) {
            var file = samples.file(sample);
            if (samples.label(sample).equals(label) && (file.isEmpty() || Files.size(file.get()) <= MAX_PICTURE)
                    && left-- == 0) {
                return sample;
            }
        }
        return -1;
    }

    private static GoldenSample sample(Samples samples, int sample, int number, float[] transformed, int dimension)
            throws IOException {
        var features = Arrays.copyOfRange(transformed, sample * dimension, (sample + 1) * dimension);
        var file = samples.file(sample);
        if (file.isPresent()) {
            return new GoldenSample("golden/" + number + ImageSamples.extension(file.get()),
                    new Payload.EncodedImage(Files.readAllBytes(file.get())), samples.label(sample), features);
        }
        var raw = samples.dimension();
        var vector = Arrays.copyOfRange(samples.features(), sample * raw, (sample + 1) * raw);
        return new GoldenSample("golden/" + number, new Payload.Vector(vector), samples.label(sample), features);
    }
}
