package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.Concept;
import org.tinylcm.drift.DriftEvent.Kind;
import org.tinylcm.feedback.Feedback.AddSamples;
import org.tinylcm.feedback.FeedbackResult;

class GuardedAdaptationTest {

    /** Original: configuration keys were read and then ignored. */
    @Test
    void theConfigurationIsObeyed() {
        assertThat(GuardedAdaptation.settings(World.defaults(GuardedAdaptation.Config.class)))
                .isEqualTo(Settings.DEFAULT);
    }

    /** All that comes in by its services reaches what does the work; a quarantine and the rest may be missing. */
    @Test
    void workGoesOnWithoutTheServicesThatMayBeMissing() {
        var world = new World();
        var component = new GuardedAdaptation(World.defaults(GuardedAdaptation.Config.class), world::pipeline,
                world.pack());
        component.start();
        try {
            assertThat(component.run("command")).isEmpty();
            assertThat(component.quarantine()).isEmpty();
            assertThat(component.heuristic()).isEmpty();
            assertThat(component.pack()).isSameAs(world.pack());
            assertThat(component.pipeline()).isSameAs(world.pipeline());
            component.audit("kind", Map.of());
            component.onFrame(world.frame(1));
            component.onDrift(World.drift(Kind.ONSET), world.frame(1));
            var before = Instant.now();
            assertThat(component.now()).isBetween(before, Instant.now());
            assertThat(component.apply(new AddSamples("f", "1", List.of(world.point(1)))).outcome())
                    .isEqualTo(FeedbackResult.Outcome.APPLIED);
            assertThat(world.classifier.model().sizes()).containsEntry("1", 41);
            assertThat(component.concepts()).extracting(Concept::name).containsExactly("pack");
            assertThat(working()).isTrue();
        } finally {
            component.stop();
        }
        assertThat(working()).isFalse();
    }

    private static boolean working() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(one -> one.getName().equals("tinylcm-adaptation"));
    }

    @Test
    void whileThePipelineIsReplacedItSaysSo() {
        var component = new GuardedAdaptation(World.defaults(GuardedAdaptation.Config.class), () -> null,
                new World().pack());
        assertThatThrownBy(component::pipeline).isInstanceOf(IllegalStateException.class).hasMessageContaining("replaced");
    }

    @Test
    void theAccuracyThatIsNormalIsThePacks() {
        assertThat(GuardedAdaptation.accuracy(new World().pack())).isEqualTo(0.9);
    }

    @Test
    void remembersThroughItsState() {
        var world = new World();
        world.feed(9, 40);
        new Cycle(world, Settings.DEFAULT, world.book).run("test", 1);
        var component = new GuardedAdaptation(World.defaults(GuardedAdaptation.Config.class), world::pipeline,
                world.pack());
        component.restoreState(world.book.save());
        assertThat(component.stateName()).isEqualTo("adaptation");
        assertThat(component.enabled()).isTrue();
        assertThat(component.history()).isEqualTo(world.book.history()).hasSize(1);
        assertThat(component.saveState().values()).isEqualTo(world.book.save().values());
    }
}
