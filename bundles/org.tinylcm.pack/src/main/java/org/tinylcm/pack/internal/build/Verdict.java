package org.tinylcm.pack.internal.build;

/**
 * What the classifier said about a held-out sample.
 *
 * @param truth its label
 * @param predicted the classifier's label
 * @param confidence 0..1
 * @param unknown true if the answer was "unknown"; {@code predicted} is what it would have been otherwise
 * @param novelty mean distance to the neighbours
 * @param familiarity 0..1
 * @param disagreeing neighbours that do not carry the predicted label
 */
public record Verdict(String truth, String predicted, double confidence, boolean unknown, double novelty,
        double familiarity, int disagreeing) {
    public boolean correct() {
        return truth.equals(predicted);
    }
}
