package org.tinylcm.math.drift;

/**
 * Where the reference comes from when there is none, and how it follows the stream.
 *
 * @param warmUpFrames frames that make up a reference learned from the stream, at least {@link ScoreReference#LEAST}
 * @param updateFactor f in {@code mean = (1 - f) mean + f x}, 0 for a fixed reference
 * @param updateFrames frames without drift or warning whose mean is x; one frame alone would be mostly noise
 * @param leastScale smallest standard deviation to believe in, in the score's unit
 * @param leastShare the same as a share of the mean
 */
public record ReferencePolicy(int warmUpFrames, double updateFactor, int updateFrames, double leastScale,
        double leastShare) {

    public ReferencePolicy {
        if (warmUpFrames < ScoreReference.LEAST || updateFrames < 1 || !(updateFactor >= 0 && updateFactor <= 1)
                || !(leastScale > 0) || !(leastShare >= 0)) {
            throw new IllegalArgumentException("warm-up " + warmUpFrames + ", update factor " + updateFactor + " every "
                    + updateFrames + " frames, least scale " + leastScale + ", " + leastShare);
        }
    }
}
