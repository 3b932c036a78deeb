package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tinylcm.classify.Classification;

class HoldoutTest {
    private final World world = new World();
    private final Holdout holdout = new Holdout(world.pack());

    @Test
    void theScoreIsTheShareThatIsRightAndTheMeanConfidence() {
        var model = world.classifier.model();
        var result = new Classification(World.K);
        double confidence = 0;
        double right = 0;
        for (int i = 0; i < holdout.size(); i++) {
            model.classify(world.pack().holdout().sample(i), result);
            confidence += result.confidence();
            right += result.label().equals(world.pack().holdout().labels().get(i)) ? 1 : 0;
        }
        assertThat(holdout.size()).isEqualTo(120);
        assertThat(holdout.score(model).confidence()).isEqualTo(confidence / 120, within(1e-12)).isBetween(0.5, 1.0);
        assertThat(holdout.score(model).accuracy()).isEqualTo(right / 120).isGreaterThan(0.9);
    }

    @Test
    void aModelWithFewerPrototypesThanThePackIsJudgedToo() {
        var told = new Told();
        told.confidence = 0.25;
        assertThat(holdout.score(told)).as("the pack's first class is called known there").satisfies(score -> {
            assertThat(score.accuracy()).isEqualTo(40 / 120.0);
            assertThat(score.confidence()).isEqualTo(0.25);
        });
    }
}
