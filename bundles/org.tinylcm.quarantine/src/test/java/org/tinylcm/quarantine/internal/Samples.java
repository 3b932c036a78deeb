package org.tinylcm.quarantine.internal;

import java.time.Instant;
import org.tinylcm.quarantine.QuarantinedSample;

/** Samples for tests. */
final class Samples {

    private Samples() {
    }

    static QuarantinedSample sample(long number) {
        return sample(number, 8);
    }

    static QuarantinedSample sample(long number, int dimension) {
        var features = new float[dimension];
        for (var i = 0; i < dimension; i++) {
            features[i] = number + i / 10f;
        }
        return new QuarantinedSample("s" + number, Instant.ofEpochSecond(1000 + number, 7), number, "f" + number + ".jpg",
                "shoe", 0.25, number * 1.5, 1 / (1.0 + number), features, "pack " + number, "novelty above 1 in 1000",
                QuarantinedSample.Status.PENDING, null,
                number % 2 == 0 ? "bag" : null);
    }

    /** Records compare arrays by identity. */
    static String text(QuarantinedSample sample) {
        return sample.id() + " " + sample.at() + " " + sample.frame() + " " + sample.frameName() + " "
                + sample.predicted() + " " + sample.confidence() + " " + sample.novelty() + " "
                + sample.inputFamiliarity() + " " + sample.modelId() + " "
                + java.util.Arrays.toString(sample.features()) + " " + sample.reason() + " " + sample.status() + " "
                + sample.label() + " " + sample.truth();
    }
}
