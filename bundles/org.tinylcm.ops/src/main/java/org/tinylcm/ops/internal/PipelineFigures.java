package org.tinylcm.ops.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.pipeline.Pipeline;

/** Figures of the pipeline and of what belongs to it, by dotted name. */
final class PipelineFigures {
    private PipelineFigures() {
    }

    static void pipeline(Pipeline pipeline, Map<String, Object> values) {
        var status = pipeline.status();
        values.put("pipeline.state", status.state().name().toLowerCase(Locale.ROOT));
        values.put("pipeline.model", status.modelId());
        values.put("pipeline.frames", status.frames());
        values.put("pipeline.failures", status.failures());
        values.put("pipeline.frames.per.second", ProcFigures.rounded(status.framesPerSecond()));
        values.put("pipeline.drifting", status.drifting().size());
        values.put("pipeline.drift.onsets", status.onsets());
        values.put("pipeline.drift.recoveries", status.recoveries());
        values.put("pipeline.quarantined", status.quarantined());
        status.labels().forEach((label, count) -> values.put("pipeline.label." + label, count));
        status.listenersDropped().forEach((name, count) -> values.put("pipeline.dropped." + name, count));
        if (status.source() != null) {
            values.put("source.delivered", status.source().delivered());
            values.put("source.dropped", status.source().dropped());
            values.put("source.refused", status.source().refused());
        }
        pipeline.timings().forEach((stage, times) -> {
            var name = "pipeline.time." + stage.toLowerCase(Locale.ROOT);
            values.put(name + ".p50.micros", times.p50() / 1000);
            values.put(name + ".p95.micros", times.p95() / 1000);
            values.put(name + ".p99.micros", times.p99() / 1000);
        });
    }

    static void adaptations(List<AdaptationRecord> history, Map<String, Object> values) {
        for (var outcome : AdaptationRecord.Outcome.values()) {
            values.put("adaptation." + outcome.name().toLowerCase(Locale.ROOT),
                    history.stream().filter(record -> record.outcome() == outcome).count());
        }
    }
}
