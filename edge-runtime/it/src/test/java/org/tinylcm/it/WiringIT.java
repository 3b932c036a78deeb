package org.tinylcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class WiringIT {

    @Test
    void everyBundleResolvesAndStarts(@TempDir Path data) throws Exception {
        try (var container = Container.start(Map.of("tinylcm.data", data.toString(), "tinylcm.console", "quiet"))) {
            assertThat(Arrays.stream(container.context().getBundles()))
                    .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.getSymbolicName())
                            .isEqualTo(Bundle.ACTIVE));
        }
    }
}
