package org.tinysphere.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final BoundedCache<Integer, String> cache = new BoundedCache<>(100, Duration.ofHours(1));
    private final AtomicInteger loads = new AtomicInteger();

    private Optional<String> load(Integer key) {
        loads.incrementAndGet();
        return Optional.of("v" + key);
    }

    @Test
    void loadsOnceUntilItIsToldToForget() {
        cache.get(1, this::load);
        cache.get(1, this::load);
        assertThat(loads).hasValue(1);
        cache.forget(1);
        assertThat(cache.get(1, this::load)).contains("v1");
        assertThat(loads).hasValue(2);
    }

    @Test
    void neverGrowsBeyondItsBound() {
        for (var i = 0; i < 10_000; i++) {
            cache.get(i, this::load);
            assertThat(cache.size()).isLessThanOrEqualTo(100);
        }
    }

    @Test
    void doesNotKeepWhatWasInvalidatedWhileItWasLoaded() {
        cache.get(1, key -> {
            cache.forget(1);
            return Optional.of("old");
        });

        assertThat(cache.get(1, this::load)).contains("v1");
    }

    @Test
    void forgetsByTime() {
        var brief = new BoundedCache<Integer, String>(10, Duration.ZERO);
        brief.get(1, this::load);
        brief.get(1, this::load);

        assertThat(loads).hasValue(2);
    }
}
