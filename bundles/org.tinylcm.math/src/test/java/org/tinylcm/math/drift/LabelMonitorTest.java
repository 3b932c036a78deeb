package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tinylcm.math.drift.EpisodeGate.Phase;

class LabelMonitorTest {
    private static final LabelMonitor.Settings SETTINGS = new LabelMonitor.Settings(50, 200, 1000);
    private static final String[] LABELS = {"lego", "stone", "leaf", "tire"};

    private static LabelMonitor monitor(List<String> known) {
        return new LabelMonitor(SETTINGS, EpisodeGate.Policy.DEFAULT, known);
    }

    private static List<String> draws(Random random, int count) {
        var labels = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            labels.add(LABELS[random.nextInt(LABELS.length)]);
        }
        return labels;
    }

    /** Of so many runs without drift, each with 300 known labels or none. */
    private static long onsets(int runs, int frames, double arl, boolean fromPack) {
        long onsets = 0;
        for (int run = 0; run < runs; run++) {
            var random = new Random(run);
            var monitor = new LabelMonitor(new LabelMonitor.Settings(50, 200, arl), EpisodeGate.Policy.DEFAULT,
                    fromPack ? draws(random, 300) : null);
            for (var label : draws(random, frames)) {
                monitor.accept(label);
            }
            onsets += monitor.onsets();
        }
        return onsets;
    }

    @Test
    void keepsTheRunLengthWithAndWithoutKnownLabels() {
        for (var fromPack : new boolean[] {true, false}) {
            assertThat(onsets(40, 3000, 1000, fromPack)).as("in 120,000 frames").isLessThanOrEqualTo(120);
        }
    }

    /** Beyond what the simulated blocks show themselves, from the tail of their maxima. */
    @Test
    void keepsALongRunLengthToo() {
        assertThat(onsets(20, 20_000, 10_000, true)).as("in 400,000 frames").isLessThanOrEqualTo(40);
    }

    @Test
    void aLongerRunLengthWantsMoreDivergence() {
        var known = draws(new Random(5), 300);
        double last = 0;
        for (var arl : new double[] {100, 1000, 10_000, 1_000_000}) {
            var monitor = new LabelMonitor(new LabelMonitor.Settings(50, 200, arl), EpisodeGate.Policy.DEFAULT, known);
            draws(new Random(6), 50).forEach(monitor::accept);
            assertThat(monitor.threshold()).as("arl " + arl).isGreaterThan(last).isLessThan(1);
            last = monitor.threshold();
        }
    }

    @Test
    void saysNothingBeforeItsWindowIsFullAndCountsEachFrame() {
        var monitor = monitor(draws(new Random(6), 300));
        for (int i = 0; i < 49; i++) {
            assertThat(monitor.accept("lego")).isEqualTo(Phase.WARMING_UP);
            assertThat(monitor.accept(null)).isEqualTo(Phase.WARMING_UP);
            assertThat(monitor.divergence()).isZero();
        }
        assertThat(monitor.accept("lego")).isEqualTo(Phase.DRIFT);
        // From a quarter of the labels to all: H(5/8, 1/8, 1/8, 1/8) - H(1/4, ...)/2 = 0.549 bits, but for half counts.
        assertThat(monitor.divergence()).isBetween(0.45, 0.56);
        assertThat(monitor.frames()).isEqualTo(99);
    }

    /** The original needed 45 frames for this, and then stayed in drift for ever. */
    @Test
    void noticesACollapseToOneLabelAndItsEnd() {
        var random = new Random(1);
        var monitor = monitor(null);
        for (int i = 0; i < 400; i++) {
            monitor.accept(LABELS[random.nextInt(2)]);
        }
        int frames = 0;
        while (monitor.accept("lego") != Phase.DRIFT) {
            frames++;
        }
        assertThat(frames).isLessThan(40);
        for (int i = 0; i < 200; i++) {
            monitor.accept(LABELS[random.nextInt(2)]);
        }
        assertThat(monitor.phase()).isNotEqualTo(Phase.DRIFT);
        assertThat(monitor.onsets()).isEqualTo(1);
    }

    @Test
    void aLabelThatTheReferenceLacksIsNoticedSoon() {
        var random = new Random(2);
        var monitor = monitor(draws(random, 300));
        draws(random, 50).forEach(monitor::accept);
        int frames = 0;
        while (monitor.accept("pseudo_1") != Phase.DRIFT) {
            frames++;
        }
        assertThat(frames).isLessThan(15);
    }

    @Test
    void oneLabelForEverNeverAlarmsAndNullChangesNothing() {
        var monitor = monitor(Collections.nCopies(300, "lego"));
        for (int i = 0; i < 2000; i++) {
            monitor.accept("lego");
            assertThat(monitor.accept(null)).isNotEqualTo(Phase.DRIFT);
        }
        assertThat(monitor.phase()).isEqualTo(Phase.STABLE);
    }

    /** To find it takes longer than a swap may. */
    @Test
    void theThresholdComesWithTheStateUnlessItWasFoundForSomethingElse() {
        var monitor = monitor(draws(new Random(6), 300));
        assertThat(monitor.threshold()).as("not needed yet").isZero();
        draws(new Random(7), 60).forEach(monitor::accept);
        var found = monitor.threshold();
        var saved = monitor.save();
        saved.put("threshold", found / 2);
        var same = monitor(null);
        same.restore(saved);
        assertThat(same.threshold()).isEqualTo(found / 2);
        for (var other : List.of(new LabelMonitor.Settings(SETTINGS.window(), SETTINGS.warmUpFrames(), 2 * SETTINGS.arl()),
                new LabelMonitor.Settings(SETTINGS.window() + 1, SETTINGS.warmUpFrames(), SETTINGS.arl()))) {
            var changed = new LabelMonitor(other, EpisodeGate.Policy.DEFAULT, null);
            changed.restore(saved);
            draws(new Random(8), 2).forEach(changed::accept);
            assertThat(changed.threshold()).isGreaterThan(0.75 * found);
        }
        var foundFor = saved.remove("thresholdFor");
        saved.remove("threshold");
        var earlier = monitor(null);
        earlier.restore(saved);
        draws(new Random(8), 1).forEach(earlier::accept);
        assertThat(earlier.threshold()).as("of a version that did not save it").isEqualTo(found);
        saved.put("thresholdFor", foundFor);
        for (var junk : List.of(-0.1, 1.1, Double.NaN)) {
            saved.put("threshold", junk);
            assertThatThrownBy(() -> earlier.restore(saved)).isInstanceOf(IllegalArgumentException.class);
            assertThat(earlier.threshold()).isEqualTo(found);
        }
    }

    @Test
    void resumesBitForBitAtAnyFrame() {
        var random = new Random(3);
        for (var known : new ArrayList<>(Collections.singletonList(draws(random, 100)))) {
            for (var reference : new LabelMonitor[] {monitor(known), monitor(null)}) {
                var one = monitor(null);
                one.restore(reference.save());
                for (int i = 0; i < 900; i++) {
                    var label = i > 500 && i < 650 ? "new" + i % 3 : LABELS[random.nextInt(4)];
                    if (i == 700) {
                        one.rebase();
                        reference.rebase();
                    }
                    assertThat(one.accept(label)).isEqualTo(reference.accept(label));
                    assertThat(one.save()).isEqualTo(reference.save());
                    if (i % 41 == 0) {
                        var other = monitor(null);
                        other.restore(one.save());
                        one = other;
                    }
                }
            }
        }
    }

    @Test
    void refusesADamagedStateAndStaysAsItWas() {
        var monitor = monitor(draws(new Random(4), 100));
        monitor.accept("lego");
        var before = monitor.save();
        for (var key : before.keySet()) {
            var damaged = new HashMap<>(before);
            damaged.put(key, "damaged");
            assertThatThrownBy(() -> monitor.restore(damaged)).isInstanceOf(IllegalArgumentException.class);
        }
        var negative = new HashMap<>(before);
        negative.put("window", List.of(-1L));
        assertThatThrownBy(() -> monitor.restore(negative)).isInstanceOf(IllegalArgumentException.class);
        assertThat(monitor.save()).isEqualTo(before);
    }
}
