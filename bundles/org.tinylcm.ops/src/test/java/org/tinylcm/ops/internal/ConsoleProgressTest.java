package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.protocol.AuditEntry;

class ConsoleProgressTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final LineWriter writer = new LineWriter("test", 1000,
            new StreamSink(new PrintStream(out, false, StandardCharsets.UTF_8)));
    private final Samples.History history = new Samples.History();
    private final SettableClock clock = new SettableClock();
    private final ConsoleProgress progress = new ConsoleProgress(
            () -> Optional.of(new Samples.Answers(512, List.of("knn-distance"))), () -> Optional.of(history),
            new ConsoleLines(ZoneOffset.UTC, false), clock, writer);

    @Test
    void tellsOfProgressAtMostOnceASecondAndOfEverythingElseAtOnce() {
        for (int i = 0; i < 30; i++) {
            progress.onFrame(Samples.result(i, "cup", null, false));
            clock.now = clock.now.plusMillis(100);
        }
        progress.onDrift(Samples.drift(DriftEvent.Kind.ONSET, 30), Samples.result(30, "cup", null, true));
        history.history().add(Samples.adaptation("a-1", AdaptationRecord.Outcome.ACCEPTED));
        progress.adaptations();
        progress.adaptations();
        history.history().add(Samples.adaptation("a-1", AdaptationRecord.Outcome.ROLLED_BACK));
        progress.adaptations();
        progress.onAudit(new AuditEntry(1, 1, Samples.AT, "config-applied", Map.of("key", "k"), "0".repeat(64)));
        progress.onAudit(new AuditEntry(1, 1, Samples.AT, "adaptation-accepted", Map.of(), "0".repeat(64)));

        assertThat(lines()).containsExactly(
                "12:00:00  512/5000 frames  24.8/s  cup 0.90  novelty 1.50  drift: knn-distance",
                "12:00:01  512/5000 frames  24.8/s  cup 0.90  novelty 1.50  drift: knn-distance",
                "12:00:02  512/5000 frames  24.8/s  cup 0.90  novelty 1.50  drift: knn-distance",
                "12:00:00  DRIFT BEGINS  knn-distance at frame 30: 3.50, usually 1.25; test 12.0, limit 10.0",
                "12:00:00  LEARNED       cup_1 from 2 samples, held-out accuracy 97.0 % before, 98.0 % after",
                "12:00:00  ROLLED BACK   cup_1: held-out kept",
                "12:00:00  config-applied  key k");
    }

    @Test
    void endsWithATable() {
        progress.onEnd();
        assertThat(lines()).anyMatch(l -> l.equals("The source has ended: samples/"))
                .anyMatch(l -> l.equals("  frames       512 classified, 1 given up, 0 dropped, 12 put aside"))
                .anyMatch(l -> l.equals("  total           3.400     3.900     4.000     4.100"))
                .allMatch(l -> l.length() <= 100);
    }

    private List<String> lines() {
        writer.close();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static final class SettableClock extends Clock {
        private Instant now = Samples.AT;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
