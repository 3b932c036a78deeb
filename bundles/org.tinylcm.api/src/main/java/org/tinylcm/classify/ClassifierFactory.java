package org.tinylcm.classify;

import org.osgi.annotation.versioning.ProviderType;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/** Makes models outside the pipeline: for the pack builder, evaluation and benchmarks. */
@ProviderType
public interface ClassifierFactory {

    /**
     * @param prototypes what it knows
     * @param rule how it decides
     * @param knownNovelty novelty of held-out known samples, any order; empty if not known yet, and familiarity is
     *         then 1
     */
    default ClassifierModel create(SampleSet prototypes, NeighbourRule rule, float[] knownNovelty) {
        return create(prototypes, rule, knownNovelty, AnswerRule.UNCALIBRATED);
    }

    /** @param answers how a score becomes an answer */
    ClassifierModel create(SampleSet prototypes, NeighbourRule rule, float[] knownNovelty, AnswerRule answers);
}
