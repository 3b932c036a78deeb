package org.tinylcm.quarantine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tinylcm.input.BadInputException;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.QuarantinedSample.Status;

class EntryCodecTest {
    private static final List<Entry> ENTRIES = List.of(
            new Entry.Offered(5, Samples.sample(1)),
            new Entry.Offered(6, new QuarantinedSample("ü\uD83D\uDE00", null, -1, null, null, Double.NaN, -0.0,
                    Double.NaN, new float[] {Float.NaN, -0f, Float.MAX_VALUE}, "", null, Status.VALIDATED, "", "t")),
            new Entry.Offered(7, new QuarantinedSample("", Instant.MIN, 0, "", "", 0, 0, 0, new float[0], "m", "",
                    Status.REJECTED, null, null)),
            new Entry.Marked(8, List.of("a", "b"), Status.ADAPTED, null),
            new Entry.Cleared(9),
            new Entry.Counted(10, Map.of("offered", 5L)));

    @Test
    void givesBackEveryEntry() {
        for (var entry : ENTRIES) {
            assertThat(text(EntryDecoder.decode(EntryEncoder.encode(entry)))).isEqualTo(text(entry));
        }
    }

    @Test
    void keepsTheBytesOfVersionTwo() {
        assertThat(EntryEncoder.encode(new Entry.Marked(258, List.of("a"), Status.ADAPTED, null))).containsExactly(
                2, 2, 2, 1, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, 1, 0, 0, 0, 1, 0, 0, 0, 'a');
    }

    @Test
    void cutsATextThatIsTooLong() {
        var entry = new Entry.Marked(0, List.of("a"), Status.ADAPTED, "€".repeat(5000));
        assertThat(((Entry.Marked) EntryDecoder.decode(EntryEncoder.encode(entry))).label()).isEqualTo("€".repeat(1024));
    }

    @Test
    void readsOrRefusesEveryMutation() {
        var random = new SplittableRandom(2);
        var refused = 0;
        for (var round = 0; round < 50_000; round++) {
            var bytes = EntryEncoder.encode(ENTRIES.get(random.nextInt(ENTRIES.size())));
            if (random.nextInt(3) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));
            }
            for (var i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                EntryEncoder.encode(EntryDecoder.decode(bytes));
            } catch (BadInputException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(10_000, 45_000);
    }

    private static String text(Entry entry) {
        return entry instanceof Entry.Offered offer ? offer.time() + Samples.text(offer.sample()) : entry.toString();
    }
}
