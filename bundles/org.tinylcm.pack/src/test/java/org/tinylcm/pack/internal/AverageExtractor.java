package org.tinylcm.pack.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.tinylcm.feature.FeatureExtractorFactory;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.Backbone;

/** Instead of a network: mean of red, green and blue in each quarter of the picture. */
public final class AverageExtractor implements FeatureExtractorFactory {
    private static final int DIMENSION = 12;

    @Override
    public BackboneInfo inspect(Path model, String featureTensor) {
        return new BackboneInfo(8, 8, "float32", List.of("average"), DIMENSION, "test");
    }

    @Override
    public OpenExtractor open(Backbone backbone, String modelId) {
        return new OpenExtractor() {
            private float mean;

            @Override
            public String modelId() {
                return modelId;
            }

            @Override
            public int dimension() {
                return DIMENSION;
            }

            @Override
            public void extract(Frame frame, float[] features, StageTimer timer) {
                average(frame, features);
                mean = features[0];
            }

            @Override
            public boolean inputStatistics(float[] into) {
                Arrays.fill(into, mean);
                return true;
            }

            @Override
            public void close() {
                // Nothing is held open.
            }
        };
    }

    private static void average(Frame frame, float[] features) {
        BufferedImage picture;
        try {
            picture = ImageIO.read(new ByteArrayInputStream(((Payload.EncodedImage) frame.payload()).bytes()));
        } catch (IOException e) {
            throw new BadInputException(frame.name(), "content", "must be a picture", e);
        }
        if (picture == null) {
            throw new BadInputException(frame.name(), "content", "must be a picture");
        }
        Arrays.fill(features, 0);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                var quarter = 2 * (2 * y / picture.getHeight()) + 2 * x / picture.getWidth();
                for (int c = 0; c < 3; c++) {
                    features[3 * quarter + c] += (picture.getRGB(x, y) >> 8 * c & 0xff)
                            / (picture.getWidth() * picture.getHeight() / 4f);
                }
            }
        }
    }
}
