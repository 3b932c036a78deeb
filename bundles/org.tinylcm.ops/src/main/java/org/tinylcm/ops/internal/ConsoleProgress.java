package org.tinylcm.ops.internal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.protocol.AuditEntry;

/** A readable running log for whoever watches: at most about one line a second, and one for everything that matters. */
final class ConsoleProgress implements PipelineListener {
    private static final long INTERVAL_MILLIS = 1000;
    private static final Set<String> QUIET = Set.of("adaptation", "drift", "config-loaded", "config-set",
            "config-unset");
    private final Supplier<Optional<Pipeline>> pipeline;
    private final Supplier<Optional<Adaptation>> adaptation;
    private final ConsoleLines lines;
    private final Clock clock;
    private final LineWriter writer;
    private final Set<String> told = new HashSet<>();
    private final Instant began;
    private long lastProgress = Long.MIN_VALUE / 2;
    private long failures;

    ConsoleProgress(Supplier<Optional<Pipeline>> pipeline, Supplier<Optional<Adaptation>> adaptation,
            ConsoleLines lines, Clock clock, LineWriter writer) {
        this.pipeline = pipeline;
        this.adaptation = adaptation;
        this.lines = lines;
        this.clock = clock;
        this.writer = writer;
        began = clock.instant();
    }

    @Override
    public synchronized void onFrame(FrameResult result) {
        var now = clock.millis();
        if (now - lastProgress < INTERVAL_MILLIS && now >= lastProgress) {
            return;
        }
        lastProgress = now;
        pipeline.get().ifPresent(p -> print(lines.progress(clock.instant(), p.status(), result)));
        adaptations();
    }

    @Override
    public synchronized void onFailure(FrameFailure failure) {
        // The pipeline logs each cause once; here only the first few, so that one sees that there are some.
        if (failures++ < 3) {
            print(Text.cut(Text.oneLine("          given up      " + failure.cause()), ConsoleLines.COLUMNS));
        }
    }

    @Override
    public synchronized void onDrift(DriftEvent event, FrameResult result) {
        print(lines.drift(event));
    }

    @Override
    public synchronized void onEnd() {
        adaptations();
        var history = adaptation.get().map(Adaptation::history).orElse(List.of());
        pipeline.get().ifPresent(p -> lines.summary(p.status(), p.timings(), history).forEach(this::print));
    }

    /** Adaptations and drift have lines of their own, with more in them; what was loaded at the start is no news. */
    void onAudit(AuditEntry entry) {
        if (QUIET.stream().noneMatch(entry.kind()::startsWith)) {
            print(lines.note(entry));
        }
    }

    /** Tells of adaptations decided since the last time; they happen away from the frames. */
    synchronized void adaptations() {
        var history = adaptation.get().map(Adaptation::history).orElse(List.of());
        history.stream().filter(record -> !record.at().isBefore(began))
                .filter(record -> told.add(key(record))).forEach(record -> print(lines.adaptation(record)));
        told.retainAll(history.stream().map(ConsoleProgress::key).collect(Collectors.toSet()));
    }

    private static String key(AdaptationRecord record) {
        return record.id() + " " + record.outcome();
    }

    private void print(String line) {
        writer.offer((line.isEmpty() ? " " : line).getBytes(StandardCharsets.UTF_8));
    }
}
