package org.tinylcm.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How long a detector takes for a change after 1000 values without one. A run in which a false alarm is still going on
 * at the change does not count.
 *
 * @param mean values from the change to the alarm; a change that is missed counts with the whole horizon
 * @param p95 95th percentile of that
 * @param missed share of the changes that are not seen within the horizon
 * @param before alarms on the thousand values before the change, per run
 */
record Delay(double mean, double p95, double missed, double before) {
    private static final int QUIET = 1000;
    private static final int HORIZON = 5000;

    static Delay of(Watcher.Kind kind, Signal from, Signal to, int runs) {
        var delays = new double[runs];
        int counted = 0;
        int missed = 0;
        int before = 0;
        for (int run = 0; run < runs; run++) {
            var random = new SplittableRandom(5_000_000 + run);
            var watcher = kind.make(from, random);
            for (int i = 0; i < QUIET; i++) {
                before += watcher.sees(from.independent().applyAsDouble(random)) ? 1 : 0;
            }
            if (watcher.alarmed()) {
                continue;
            }
            int delay = 1;
            while (delay <= HORIZON && !watcher.sees(to.independent().applyAsDouble(random))) {
                delay++;
            }
            missed += delay > HORIZON ? 1 : 0;
            delays[counted++] = Math.min(delay, HORIZON);
        }
        delays = Arrays.copyOf(delays, counted);
        Arrays.sort(delays);
        return new Delay(Arrays.stream(delays).average().orElse(HORIZON), delays[(int) (0.95 * (counted - 1))],
                (double) missed / counted, (double) before / runs);
    }
}
