package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.input.BadInputException;
import org.tinylcm.ops.ConfigStore;

class ConfigurationIT {

    @Test
    void aValueOutsideItsRangeIsRefusedWithTheRangeAndTheOldOneStays(@TempDir Path data) throws Exception {
        try (var container = Container.start(Container.device(data, Container.sample("clothes.tlcm")))) {
            var store = container.service(ConfigStore.class);
            store.set("org.tinylcm.quarantine", "max.samples", "200");
            assertThat(value(store)).isEqualTo("200");

            assertThatThrownBy(() -> store.set("org.tinylcm.quarantine", "max.samples", "-1"))
                    .isInstanceOf(BadInputException.class).hasMessageContaining("max.samples")
                    .hasMessageContaining("-1").hasMessageContaining("1..100000");
            assertThat(value(store)).isEqualTo("200");
        }
    }

    private static String value(ConfigStore store) {
        return store.components().stream().filter(c -> c.pid().equals("org.tinylcm.quarantine"))
                .flatMap(c -> c.attributes().stream()).filter(a -> a.key().equals("max.samples")).findFirst()
                .orElseThrow().value();
    }
}
