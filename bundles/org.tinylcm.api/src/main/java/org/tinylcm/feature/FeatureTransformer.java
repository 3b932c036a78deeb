package org.tinylcm.feature;

import org.osgi.annotation.versioning.ConsumerType;

/** Raw features to the classifier's features. Called by one thread at a time; allocates nothing. */
@ConsumerType
public interface FeatureTransformer {

    /** {@link org.tinylcm.model.ModelPack#id} of the pack that this stage was built from; all stages must agree. */
    String modelId();

    int inputDimension();

    int outputDimension();

    /**
     * @param raw {@link #inputDimension} values from index 0
     * @param features receives {@link #outputDimension} values from index 0
     * @throws IllegalArgumentException an array is too short
     */
    void transform(float[] raw, float[] features);
}
