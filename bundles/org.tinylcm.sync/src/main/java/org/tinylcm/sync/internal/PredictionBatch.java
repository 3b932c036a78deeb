package org.tinylcm.sync.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.frame.Payload;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.protocol.FrameLine;
import org.tinylcm.protocol.Json;
import org.tinylcm.sync.client.Member;

/** Collects pictures of what was classified until there is a package full. Safe for any thread. */
final class PredictionBatch {
    private static final long MOST_BYTES = 2 << 20;
    private final int size;
    private final double minConfidence;
    private final Duration interval;
    private final Clock clock;
    private final List<FrameResult> batch = new ArrayList<>();
    private long bytes;
    private Instant last = Instant.MIN;

    /** @param size pictures a package */
    PredictionBatch(int size, double minConfidence, Duration interval, Clock clock) {
        this.size = size;
        this.minConfidence = minConfidence;
        this.interval = interval;
        this.clock = clock;
    }

    /** @return a batch that is full, else empty */
    synchronized List<FrameResult> add(FrameResult result) {
        var now = clock.instant();
        // The clock may be set back.
        var due = last == Instant.MIN || now.isBefore(last) || !now.isBefore(last.plus(interval));
        if (!due || result.confidence() < minConfidence
                || !(result.frame().payload() instanceof Payload.EncodedImage image)) {
            return List.of();
        }
        last = now;
        batch.add(result);
        bytes += image.bytes().length;
        return batch.size() >= size || bytes >= MOST_BYTES ? take() : List.of();
    }

    synchronized List<FrameResult> take() {
        var full = List.copyOf(batch);
        batch.clear();
        bytes = 0;
        return full;
    }

    static List<Member> members(List<FrameResult> batch) {
        var lines = new StringBuilder();
        var pictures = new ArrayList<Member>();
        for (var result : batch) {
            var picture = Images.of(result.frame(), "image-" + pictures.size());
            pictures.add(picture);
            lines.append(Json.write(new FrameLine(FrameLine.VERSION, result.frame().sequence(), picture.path(),
                    result.frame().capturedAt(), result.label(), result.unknown(), result.frame().truth(),
                    Json.finite(result.confidence()), Json.finite(result.novelty()),
                    Json.finite(result.familiarity()), null, result.drifting(), result.quarantined(), null, null)))
                    .append('\n');
        }
        var members = new ArrayList<Member>();
        members.add(Member.of("predictions.jsonl", Member.LINES, lines.toString()));
        members.addAll(pictures);
        return members;
    }
}
