package org.tinylcm.math.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Value by value beside the paper's method written down plainly; a million values of it are in the benchmarks' tests. */
class AdwinTextbookTest {
    private static final int VALUES = 12_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.002, 0.3})
    void givesWhatThePaperGives(double delta) {
        var ours = new Adwin(delta, 1);
        var book = new TextbookAdwin(delta, TextbookAdwin.Rule.PAPER, VALUES);
        var stream = new Changing(11);
        int cuts = 0;
        for (int i = 0; i < VALUES; i++) {
            double x = stream.next();
            boolean cut = ours.add(x);
            cuts += cut ? 1 : 0;
            assertThat(cut).as("cut at %s", i).isEqualTo(book.add(x));
            assertThat(ours.length()).as("length at %s", i).isEqualTo(book.length());
            assertThat(ours.mean()).as("mean at %s", i).isCloseTo(book.mean(), within(1e-9));
            assertThat(ours.save()[3] / ours.length()).as("variance at %s", i).isCloseTo(book.variance(), within(1e-9));
            assertThat(ours.rise()).as("rise at %s", i).isCloseTo(book.rise(), within(1e-9));
            assertThat(ours.closeness()).as("closeness at %s", i).isCloseTo(book.closeness(), within(1e-6));
        }
        assertThat(cuts).isPositive();
    }

    /** The variance counts so many times: a wider threshold, by the square root where noise rules. */
    @Test
    void inflationWidensTheThreshold() {
        var plain = new Adwin(0.01, 1);
        var wide = new Adwin(0.01, 4);
        var stream = new Changing(3);
        double ratio = 0;
        for (int i = 0; i < 400; i++) {
            double x = 0.5 + 0.4 * Math.sin(i) + 0.01 * stream.next();
            plain.add(x);
            wide.add(x);
            if (plain.closeness() > 0) {
                ratio = wide.closeness() / plain.closeness();
                assertThat(ratio).isBetween(0.5, 1.0);
            }
        }
        assertThat(ratio).isBetween(0.5, 0.75);
    }

    @Test
    void clearedItIsAsNew() {
        var used = new Adwin(0.01, 1);
        var stream = new Changing(3);
        for (int i = 0; i < 3_000; i++) {
            used.add(stream.next());
        }
        used.clear();
        assertThat(used.length()).isZero();
        assertThat(used.mean()).isZero();
        assertThat(used.rise()).isZero();
        assertThat(used.closeness()).isZero();
        var fresh = new Adwin(0.01, 1);
        for (int i = 0; i < 3_000; i++) {
            double x = stream.next();
            assertThat(used.add(x)).isEqualTo(fresh.add(x));
            assertThat(Arrays.equals(used.save(), fresh.save())).as("at %s", i).isTrue();
        }
        fresh.restore(used.save());
        assertThat(fresh.save()).isEqualTo(used.save());
    }
}
