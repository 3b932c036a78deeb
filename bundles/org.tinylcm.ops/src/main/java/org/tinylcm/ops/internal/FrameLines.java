package org.tinylcm.ops.internal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tinylcm.feature.Stage;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.protocol.FrameLine;
import org.tinylcm.protocol.Json;

/** From what the pipeline says to what is written about a frame. */
final class FrameLines {
    private static final Stage[] STAGES = Stage.values();

    private FrameLines() {
    }

    static FrameLine of(FrameResult result) {
        var frame = result.frame();
        return new FrameLine(FrameLine.VERSION, frame.sequence(), frame.name(), frame.capturedAt(), result.label(),
                result.unknown(), frame.truth(), Json.finite(result.confidence()), Json.finite(result.novelty()),
                Json.finite(result.familiarity()), verdicts(result), result.drifting(), result.quarantined(),
                micros(result), null);
    }

    static FrameLine of(FrameFailure failure) {
        return new FrameLine(FrameLine.VERSION, null, failure.frame(), failure.at(), null, null, null, null, null,
                null, false, false, null, failure.cause());
    }

    static String stageName(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> verdicts(FrameResult result) {
        var verdicts = new LinkedHashMap<String, String>();
        for (var verdict : result.verdicts()) {
            verdicts.put(verdict.monitor(), verdict.verdict().name().toLowerCase(Locale.ROOT));
        }
        return verdicts;
    }

    private static Map<String, Long> micros(FrameResult result) {
        var micros = new LinkedHashMap<String, Long>();
        for (var stage : STAGES) {
            var nanos = result.nanos(stage);
            if (nanos > 0) {
                micros.put(stageName(stage), (nanos + 500) / 1000);
            }
        }
        return micros;
    }
}
