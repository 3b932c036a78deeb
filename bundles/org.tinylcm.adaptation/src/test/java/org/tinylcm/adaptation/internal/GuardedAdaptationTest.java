package org.tinylcm.adaptation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuardedAdaptationTest {

    /** Original: configuration keys were read and then ignored. */
    @Test
    void theConfigurationIsObeyed() {
        assertThat(GuardedAdaptation.settings(World.defaults(GuardedAdaptation.Config.class)))
                .isEqualTo(Settings.DEFAULT);
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
