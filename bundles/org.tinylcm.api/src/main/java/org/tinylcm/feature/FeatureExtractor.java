package org.tinylcm.feature;

import org.osgi.annotation.versioning.ConsumerType;
import org.tinylcm.frame.Frame;

/** Frame to raw features. Called by one thread at a time. */
@ConsumerType
public interface FeatureExtractor {

    /** {@link org.tinylcm.model.ModelPack#id} of the pack that this stage was built from; all stages must agree. */
    String modelId();

    /** Number of raw features. */
    int dimension();

    /**
     * Writes {@link #dimension} raw features.
     *
     * @param features receives the result from index 0
     * @param timer told when {@link Stage#DECODE}, {@link Stage#PREPROCESS} and {@link Stage#MODEL} have ended
     * @throws org.tinylcm.input.BadInputException the frame cannot be used; the next one may well be
     */
    void extract(Frame frame, float[] features, StageTimer timer);

    /**
     * What the picture was like that {@link #extract} has just been through with.
     *
     * @param into receives a value per {@link InputStatistic}, by ordinal
     * @return false if frames are not pictures; {@code into} is untouched then
     */
    default boolean inputStatistics(float[] into) {
        return false;
    }
}
