package org.tinylcm.ops.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineStatus;
import org.tinylcm.pipeline.StageTimings;
import org.tinylcm.protocol.AuditEntry;

/** What people see of a run; every line fits 100 columns. */
final class ConsoleLines {
    static final int COLUMNS = 100;
    private static final String HELD_OUT = "holdoutAccuracy";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private final ZoneId zone;
    private final boolean colour;

    ConsoleLines(ZoneId zone, boolean colour) {
        this.zone = zone;
        this.colour = colour;
    }

    String progress(Instant at, PipelineStatus status, FrameResult latest) {
        var total = status.source() == null || status.source().total() < 0 ? "" : "/" + status.source().total();
        var line = text("%s  %s frames  %.1f/s  %s %.2f  novelty %.2f%s", time(at), status.frames() + total,
                status.framesPerSecond(), latest.answer(), latest.confidence(), latest.novelty(),
                status.drifting().isEmpty() ? "" : "  drift: " + String.join(", ", status.drifting()));
        return fit(line, "");
    }

    String drift(DriftEvent event) {
        var onset = event.kind() == DriftEvent.Kind.ONSET;
        var reading = event.reading();
        var line = text("%s  %s  %s at frame %d: %.3g, usually %.3g; test %.3g, limit %.3g", time(event.at()),
                onset ? "DRIFT BEGINS" : "drift ends  ", reading.monitor(), event.frame(), reading.current(),
                reading.reference(), reading.statistic(), reading.threshold());
        return fit(line, onset ? Text.BOLD + Text.YELLOW : Text.GREEN);
    }

    String adaptation(AdaptationRecord record) {
        var accepted = record.outcome() == AdaptationRecord.Outcome.ACCEPTED;
        var line = accepted
                ? text("%s  LEARNED       %s from %d samples%s", time(record.at()), record.label(),
                        record.sampleIds().size(), heldOut(record))
                : text("%s  ROLLED BACK   %s: %s", time(record.at()), record.label(), record.reason());
        return fit(line, accepted ? Text.BOLD + Text.GREEN : Text.BOLD + Text.RED);
    }

    private static String heldOut(AdaptationRecord record) {
        var before = record.before().get(HELD_OUT);
        var after = record.after().get(HELD_OUT);
        return before == null || after == null ? ""
                : text(", held-out accuracy %.1f %% before, %.1f %% after", 100 * before, 100 * after);
    }

    String note(AuditEntry entry) {
        var details = entry.details().entrySet().stream().map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return fit(text("%s  %-12s  %s", time(entry.at()), entry.kind(), details), "");
    }

    List<String> summary(PipelineStatus status, Map<String, StageTimings> timings, List<AdaptationRecord> history) {
        var lines = new ArrayList<String>();
        var source = status.source();
        lines.add("");
        lines.add(fit("The source has ended" + (source == null ? "" : ": " + source.description()), Text.BOLD));
        lines.add(text("  frames       %d classified, %d given up, %d dropped, %d put aside", status.frames(),
                status.failures(), source == null ? 0 : source.dropped(), status.quarantined()));
        lines.add(text("  drift        %d episodes begun, %d ended", status.onsets(), status.recoveries()));
        var accepted = history.stream().filter(r -> r.outcome() == AdaptationRecord.Outcome.ACCEPTED).count();
        lines.add(text("  adaptations  %d accepted, %d rolled back", accepted, history.size() - accepted));
        lines.add(fit("  labels       " + status.labels().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")), ""));
        lines.add("  time, ms          p50       p95       p99       max");
        timings.forEach((stage, t) -> lines.add(text("  %-12s %8.3f  %8.3f  %8.3f  %8.3f",
                Text.cut(stage.toLowerCase(Locale.ROOT), 12), t.p50() / 1e6, t.p95() / 1e6, t.p99() / 1e6,
                t.max() / 1e6)));
        lines.add("");
        return lines;
    }

    /** Figures look the same whatever the device's language is. */
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private String fit(String line, String tint) {
        var plain = Text.cut(Text.oneLine(line), COLUMNS);
        return colour && !tint.isEmpty() ? tint + plain + Text.PLAIN : plain;
    }
}
