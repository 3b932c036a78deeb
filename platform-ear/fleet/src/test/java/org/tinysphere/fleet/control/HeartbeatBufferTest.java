package org.tinysphere.fleet.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinylcm.protocol.Heartbeat.MetricPoints;
import org.tinysphere.core.control.Problem;

class HeartbeatBufferTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private final HeartbeatBuffer buffer = new HeartbeatBuffer();

    private static HeartbeatBuffer.Seen seen(HeartbeatBuffer.Report report) {
        return new HeartbeatBuffer.Seen(AT, 30, "ok", null, report);
    }

    private static List<MetricPoints> points(int n) {
        var values = new HashMap<String, Double>();
        for (var i = 0; i < n; i++) {
            values.put("m" + i, 1.0);
        }
        return List.of(new MetricPoints(AT, values));
    }

    @Test
    void whenItIsFullItRefusesUntilSomethingIsStored() {
        for (var i = 0; i < HeartbeatBuffer.MOST_POINTS / 1000; i++) {
            buffer.add(i, seen(null), points(1000));
        }
        assertThatThrownBy(() -> buffer.add(1, seen(null), points(1))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            assertThat(problem.retryAfterSeconds()).isBetween(5, 30);
        });
        buffer.take();
        assertThatThrownBy(() -> buffer.add(1, seen(null), points(1))).as("not stored yet").isInstanceOf(Problem.class);

        buffer.stored(1000);

        buffer.add(1, seen(null), points(1000));
        assertThat(buffer.size()).isEqualTo(HeartbeatBuffer.MOST_POINTS);
    }

    @Test
    void whatCouldNotBeWrittenComesBackBehindWhatIsNewer() {
        var report = new HeartbeatBuffer.Report("{}", "d");
        buffer.add(1, seen(report), points(2));
        var taken = buffer.take();
        buffer.add(1, seen(null), points(3));

        buffer.putBack(taken.seen(), taken.points());

        var again = buffer.take();
        assertThat(again.seen().get(1L).report()).as("a report is not lost to a later heartbeat").isEqualTo(report);
        assertThat(again.points()).hasSize(2);
        assertThat(again.points().get(0).metrics().values()).hasSize(2);
    }

    @Test
    void anEmptyHeartbeatTakesNoRoom() {
        buffer.add(1, seen(null), List.of());
        buffer.add(1, seen(null), List.of(new MetricPoints(AT, Map.of())));

        assertThat(buffer.size()).isZero();
        assertThat(buffer.take().seen()).hasSize(1);
    }
}
