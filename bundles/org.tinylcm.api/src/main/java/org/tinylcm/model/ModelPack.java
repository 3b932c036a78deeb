package org.tinylcm.model;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A verified model pack. Registered as a service while it is the pack in use; every stage that was learned takes its
 * part from here. Immutable.
 */
@ProviderType
public interface ModelPack {

    /** SHA-256 over the pack's content, 64 hex digits. */
    String id();

    String name();

    String version();

    /** Known classes, in the order of their index. */
    List<String> labels();

    /** The network, or empty if frames are already feature vectors. */
    Optional<Backbone> backbone();

    /** Scaler and PCA. */
    LinearTransform transform();

    /** How to search neighbours. */
    NeighbourRule neighbourRule();

    /** What the classifier starts with: transformed features. */
    SampleSet prototypes();

    /** Known samples that the classifier never saw, transformed, in the order in which they were scored. */
    SampleSet holdout();

    /** Scores of the held-out samples, for thresholds. */
    Calibration calibration();

    /** Frames with the features that they must give, to prove that an installation computes what the builder did. */
    List<GoldenSample> goldenSamples();
}
