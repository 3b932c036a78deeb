package org.tinylcm.pipeline.internal;

import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.feature.Stage;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;

/** Three stages that were learned together, and the buffers between them. Used by one thread at a time. */
final class Chain {
    private final FeatureExtractor extractor;
    private final FeatureTransformer transformer;
    private final Classifier classifier;
    private final InputFamiliarity known;
    private final float[] raw;
    private final float[] features;
    private final float[] statistics = new float[InputStatistic.values().length];
    private boolean picture;
    private Classification classification;

    /**
     * @param known what held-out pictures were like
     * @throws IllegalStateException the stages do not fit together; the message says why
     */
    Chain(FeatureExtractor extractor, FeatureTransformer transformer, Classifier classifier, InputFamiliarity known) {
        this.extractor = extractor;
        this.transformer = transformer;
        this.classifier = classifier;
        this.known = known;
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

    /** What the latest frame was like as a picture, null if it is none; overwritten by the next one. */
    float[] inputStatistics() {
        return picture ? statistics : null;
    }

    /** Share of the known pictures that were as unlike the others as the latest frame is, 0..1; 1 if unknown. */
    double inputFamiliarity() {
        return picture ? known.of(statistics) : 1;
    }

    /** Result for the latest frame; overwritten by the next one. */
    Classification run(Frame frame, StageTimer timer) {
        extractor.extract(frame, raw, timer);
        picture = extractor.inputStatistics(statistics);
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
