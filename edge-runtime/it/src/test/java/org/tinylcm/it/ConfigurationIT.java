package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import org.tinylcm.ops.ConfigStore;

class ConfigurationIT {

    @Test
    void aValueOutsideItsRangeIsRefusedWithTheRangeAndTheOldOneStays(@TempDir Path data) throws Exception {
        try (var container = Container.start(Container.device(data, Container.sample("clothes.tlcm")))) {
            var store = container.service(ConfigStore.class);
            store.set("org.tinylcm.quarantine", "max.samples", "200");
            Container.await("the new value", () -> value(container, "max.samples").equals("200") ? true : null);

            assertThatThrownBy(() -> store.set("org.tinylcm.quarantine", "max.samples", "-1"))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("max.samples")
                    .hasMessageContaining("-1");
            assertThat(value(container, "max.samples")).isEqualTo("200");
        }
    }

    private static String value(Container container, String key) {
        try {
            var properties = container.service(ConfigurationAdmin.class)
                    .getConfiguration("org.tinylcm.quarantine", null).getProperties();
            return properties == null ? "" : String.valueOf(properties.get(key));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
