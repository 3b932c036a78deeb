package org.tinylcm.pipeline.internal;

import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.feature.Stage;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;

/** Three stages that were learned together, and the buffers between them. Used by one thread at a time. */
final class Chain {
    private final FeatureExtractor extractor;
    private final FeatureTransformer transformer;
    private final Classifier classifier;
    private final float[] raw;
    private final float[] features;
    private Classification classification;

    /** @throws IllegalStateException the stages do not fit together; the message says why */
    Chain(FeatureExtractor extractor, FeatureTransformer transformer, Classifier classifier) {
        this.extractor = extractor;
        this.transformer = transformer;
        this.classifier = classifier;
        if (!extractor.modelId().equals(transformer.modelId()) || !extractor.modelId().equals(classifier.modelId())) {
            throw new IllegalStateException("the stages come from different model packs");
        }
        if (extractor.dimension() != transformer.inputDimension()) {
            throw new IllegalStateException("the extractor gives " + extractor.dimension()
                    + " features and the transformer wants " + transformer.inputDimension());
        }
        if (transformer.outputDimension() != classifier.model().dimension()) {
            throw new IllegalStateException("the transformer gives " + transformer.outputDimension()
                    + " features and the classifier wants " + classifier.model().dimension());
        }
        raw = new float[extractor.dimension()];
        features = new float[transformer.outputDimension()];
        classification = new Classification(classifier.model().neighbours());
    }

    String modelId() {
        return classifier.modelId();
    }

    Classifier classifier() {
        return classifier;
    }

    /** Transformed features of the latest frame; overwritten by the next one. */
    float[] features() {
        return features;
    }

    /** Result for the latest frame; overwritten by the next one. */
    Classification run(Frame frame, StageTimer timer) {
        extractor.extract(frame, raw, timer);
        transformer.transform(raw, features);
        timer.ended(Stage.TRANSFORM);
        var model = classifier.model();
        if (classification.capacity() < model.neighbours()) {
            classification = new Classification(model.neighbours());
        }
        model.classify(features, classification);
        timer.ended(Stage.CLASSIFY);
        return classification;
    }
}
