package org.tinylcm.classifier.knn.internal;

import org.osgi.service.component.annotations.Component;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/** Makes the same models outside the pipeline. */
@Component
public final class KnnFactory implements ClassifierFactory {

    @Override
    public ClassifierModel create(SampleSet prototypes, NeighbourRule rule, float[] knownNovelty,
            AnswerRule answers) {
        return new KnnModel(this, rule, Memory.of(prototypes), new Familiarity(knownNovelty), answers);
    }
}
