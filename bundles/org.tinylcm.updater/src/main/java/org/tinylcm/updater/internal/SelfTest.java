package org.tinylcm.updater.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.frame.Frame;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.Pipeline;

/**
 * How well the pipeline does on samples whose answer is known: the golden samples of the pack go all the way, its
 * held-out samples through the classifier.
 */
final class SelfTest {
    /** The quickest time of a sample is the one that nothing else disturbed. */
    private static final int ROUNDS = 7;
    private static final int MOST_HELD_OUT = 500;
    /** Largest distance between the features that a golden sample gives and should give, relative to their norm. */
    private static final double TOLERANCE = 0.05;

    private SelfTest() {
    }

    /**
     * @param pack id of the pack
     * @param samples looked at
     * @param accuracy share with the right label, 0..1
     * @param latencyMillis time of a golden sample, 0 without golden samples
     * @param classes that the classifier knows
     * @param flaw what must never be, null if all is well
     */
    record Figures(String pack, int samples, double accuracy, double latencyMillis, int classes, String flaw) {
    }

    /**
     * What an update may cost.
     *
     * @param accuracyDrop largest loss of accuracy, 0..1
     * @param latencyRise largest rise of the latency, relative
     * @param latencyFloorMillis a rise by less is none
     */
    record Limits(double accuracyDrop, double latencyRise, double latencyFloorMillis) {
        /** @return why the new set must not stay */
        Optional<String> problem(Figures before, Figures after) {
            if (after.flaw() != null) {
                return Optional.of(after.flaw());
            }
            if (before == null) {
                return Optional.empty();
            }
            if (after.samples() > 0 && before.samples() > 0
                    && before.accuracy() - after.accuracy() >= accuracyDrop) {
                return Optional.of(String.format(Locale.ROOT,
                        "accuracy on known samples fell from %.3f to %.3f", before.accuracy(), after.accuracy()));
            }
            return Optional.empty();
        }

        /**
         * Right after the exchange only: what the device had learned must have come along. Later it may have learned a
         * class more, or taken one back by itself.
         */
        Optional<String> lost(Figures before, Figures after) {
            return before != null && after.pack().equals(before.pack()) && after.classes() < before.classes()
                    ? Optional.of("the classifier knows " + after.classes() + " classes, before it knew "
                            + before.classes())
                    : Optional.empty();
        }

        /** Told apart, because code that has just been loaded is slow at first. */
        Optional<String> slow(Figures before, Figures after) {
            if (before == null || before.latencyMillis() == 0 || after.latencyMillis() == 0) {
                return Optional.empty();
            }
            var rise = after.latencyMillis() - before.latencyMillis();
            return rise >= latencyRise * before.latencyMillis() && rise >= latencyFloorMillis
                    ? Optional.of(String.format(Locale.ROOT, "latency rose from %.2f ms to %.2f ms",
                            before.latencyMillis(), after.latencyMillis()))
                    : Optional.empty();
        }
    }

    /** @throws IllegalStateException a stage is missing */
    static Figures measure(Pipeline pipeline, ModelPack pack) {
        var model = pipeline.classifier().orElseThrow(() -> new IllegalStateException("no classifier")).model();
        int right = 0;
        String flaw = null;
        var golden = pack.goldenSamples();
        long quickest = 0;
        try {
            for (var sample : golden) {
                var frame = new Frame(0, sample.name(), Instant.now(), null, sample.payload());
                long best = Long.MAX_VALUE;
                for (int round = 0; round < ROUNDS; round++) {
                    var result = pipeline.predict(frame);
                    best = Math.min(best, result.totalNanos());
                    right += round == 0 && result.label().equals(sample.label()) ? 1 : 0;
                    flaw = flaw == null ? flaw(sample, result.features()) : flaw;
                }
                quickest += best;
            }
        } catch (IllegalArgumentException e) {
            flaw = "a golden sample cannot be looked at: " + e.getMessage();
        }
        int classes = model.sizes().size();
        if (classes < pack.labels().size() && flaw == null) {
            flaw = "the classifier knows " + classes + " classes, the pack has " + pack.labels().size();
        }
        var heldOut = Math.min(MOST_HELD_OUT, pack.holdout().size());
        right += heldOut(model, pack, heldOut);
        int samples = golden.size() + heldOut;
        return new Figures(pack.id(), samples, samples == 0 ? 0 : (double) right / samples,
                golden.isEmpty() ? 0 : quickest / 1e6 / golden.size(), classes, flaw);
    }

    private static int heldOut(ClassifierModel model, ModelPack pack, int count) {
        var into = new Classification(model.neighbours());
        int right = 0;
        for (int i = 0; i < count; i++) {
            model.classify(pack.holdout().sample(i), into);
            right += into.label().equals(pack.holdout().labels().get(i)) ? 1 : 0;
        }
        return right;
    }

    private static String flaw(GoldenSample sample, float[] features) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < features.length; i++) {
            if (!Float.isFinite(features[i])) {
                return "the features of the golden sample " + sample.name() + " are not numbers";
            }
            if (i < sample.features().length) {
                difference += Math.pow(features[i] - sample.features()[i], 2);
                norm += Math.pow(sample.features()[i], 2);
            }
        }
        if (features.length != sample.features().length) {
            return "a golden sample gives " + features.length + " features instead of " + sample.features().length;
        }
        return Math.sqrt(difference) > TOLERANCE * Math.sqrt(norm)
                ? "the features of the golden sample " + sample.name() + " are not those that the pack says" : null;
    }
}
