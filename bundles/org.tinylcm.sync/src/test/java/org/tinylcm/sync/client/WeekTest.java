package org.tinylcm.sync.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.protocol.PackageType;

class WeekTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    @TempDir
    Path folder;

    /** A dead network for a week of the test's time: rare tries, restarts, and then everything, drift first. */
    @Test
    void aWeekWithoutANetworkLosesNothingThatHasRoom() throws IOException {
        try (var platform = new FakePlatform(); var bench = new Bench(folder, platform.url())) {
            bench.call();
            platform.faults = call -> FakePlatform.Fault.before(503);
            var made = new HashSet<String>();
            var week = Duration.ofDays(7).toNanos();
            var start = bench.nanos;
            var nextPackage = start;
            var tries = 0;
            while (bench.nanos - start < week) {
                if (bench.nanos >= nextPackage) {
                    var n = made.size();
                    made.add(bench.put(n % 100 == 99 ? PackageType.DRIFT_EVENT : n % 2 == 0 ? PackageType.METRICS
                            : PackageType.OPERATIONAL_LOGS, 2000));
                    nextPackage += QUARTER.toNanos();
                    if (n % 150 == 149) {
                        bench.restart();
                    }
                }
                var before = bench.nanos;
                bench.upload();
                tries++;
                bench.nanos = Math.max(before + 1, Math.min(bench.nanos, nextPackage));
            }
            assertThat(tries).isLessThan(3500);
            assertThat(bench.spool.size()).isEqualTo(made.size());

            platform.faults = call -> null;
            var freshEvents = new ArrayList<String>();
            for (int i = 0; bench.spool.size() > 0 && i < 5000; i++) {
                if (i % 100 == 50) {
                    var fresh = bench.put(PackageType.DRIFT_EVENT, 2000);
                    freshEvents.add(fresh);
                    bench.upload();
                    bench.upload();
                    assertThat(platform.completed()).contains(fresh);
                }
                bench.upload();
            }
            made.addAll(freshEvents);
            assertThat(platform.completed()).containsExactlyInAnyOrderElementsOf(made);
            assertThat(platform.order.subList(0, 6)).containsOnly("drift_event");
            assertThat(platform.order.get(platform.order.size() - 1)).isEqualTo("operational_logs");
        }
    }

    @Test
    void whatHasNoRoomIsEvictedFromTheBottomAndCounted() throws IOException {
        try (var platform = new FakePlatform(); var bench = new Bench(folder, platform.url())) {
            bench.limits = new Spool.Limits(100_000, 3_000_000, 50_000);
            bench.restart();
            for (int i = 0; i < 200; i++) {
                bench.put(i % 10 == 0 ? PackageType.DRIFT_EVENT : PackageType.OPERATIONAL_LOGS, 2000);
            }
            var counts = bench.counters.snapshot();

            assertThat(bench.spool.bytes()).isLessThanOrEqualTo(100_000);
            assertThat(counts).doesNotContainKey("packages.evicted.drift_event");
            assertThat(counts.get("packages.made.operational_logs") - counts.get("packages.evicted.operational_logs"))
                    .isEqualTo(bench.spool.size() - 20);
        }
    }
}
