package org.tinylcm.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tinylcm.quarantine.QuarantinedSample.Status;

class ShelfTest {

    @Test
    void letsTheOldestSettledGoFirstThenTheOldestPending() {
        var shelf = new Shelf(4, 1000);
        for (var i = 0; i < 4; i++) {
            shelf.apply(new Entry.Offered(0, Samples.sample(i)));
        }
        shelf.apply(new Entry.Marked(0, List.of("s3", "s1", "none"), Status.ADAPTED, "shoe_1"));

        shelf.apply(new Entry.Offered(0, Samples.sample(4)));
        assertThat(ids(shelf)).containsExactly("s0", "s2", "s3", "s4");
        shelf.apply(new Entry.Offered(0, Samples.sample(5)));
        assertThat(ids(shelf)).containsExactly("s0", "s2", "s4", "s5");
        shelf.apply(new Entry.Offered(0, Samples.sample(6)));
        assertThat(ids(shelf)).containsExactly("s2", "s4", "s5", "s6");
        assertThat(shelf.counters()).containsEntry("offered", 7L).containsEntry("evicted", 3L);
    }

    @Test
    void forgetsWhatIsTooOld() {
        var shelf = new Shelf(10, 1000);
        shelf.apply(new Entry.Offered(0, Samples.sample(0)));
        shelf.apply(new Entry.Offered(500, Samples.sample(1)));
        shelf.expire(1000);
        assertThat(ids(shelf)).containsExactly("s0", "s1");
        shelf.expire(1001);
        assertThat(ids(shelf)).containsExactly("s1");
        assertThat(shelf.counters()).containsEntry("expired", 1L);
    }

    @Test
    void dropsSamplesOfAnotherDimension() {
        var shelf = new Shelf(10, 1000);
        shelf.apply(new Entry.Offered(0, Samples.sample(0, 8)));
        assertThat(shelf.apply(new Entry.Offered(0, Samples.sample(1, 9)))).isEqualTo(1);
        assertThat(ids(shelf)).containsExactly("s1");
    }

    @Test
    void becomesTheSameFromTheSameEntriesAndKeepsItsBounds() {
        var random = new SplittableRandom(1);
        for (var round = 0; round < 50; round++) {
            var entries = new ArrayList<Entry>();
            var shelf = new Shelf(20, 300);
            var time = 0L;
            for (var i = 0; i < 200; i++) {
                time += random.nextInt(10);
                var entry = random.nextInt(4) > 0 ? new Entry.Offered(time, Samples.sample(i))
                        : new Entry.Marked(time, List.of("s" + random.nextInt(i + 1), "s" + random.nextInt(i + 1)),
                                Status.values()[random.nextInt(4)], random.nextBoolean() ? "x" : null);
                entries.add(entry);
                shelf.apply(entry);
                assertThat(shelf.size()).isLessThanOrEqualTo(20).isEqualTo(shelf.kept().size());
            }
            var again = new Shelf(20, 300);
            entries.forEach(again::apply);
            assertThat(again.kept()).isEqualTo(shelf.kept());
            var counters = shelf.counters();
            assertThat(counters).isEqualTo(again.counters());
            assertThat(counters.get("offered")).isEqualTo(
                    counters.get("evicted") + counters.get("expired") + shelf.size());
        }
    }

    private static List<String> ids(Shelf shelf) {
        return shelf.kept().stream().map(kept -> kept.sample().id()).toList();
    }
}
