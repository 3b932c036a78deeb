package org.tinylcm.ops.internal;

import java.util.Locale;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.protocol.AdaptationDoc;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;

/** From events of the device to the shapes that are shared. */
final class DriftDocs {
    private DriftDocs() {
    }

    /** @param picture file of the picture, or null */
    static DriftEventDoc of(DriftEvent event, FrameResult result, String picture) {
        var reading = event.reading();
        return new DriftEventDoc(DriftEventDoc.VERSION, event.id(), event.episode(),
                event.kind().name().toLowerCase(Locale.ROOT), event.at(), event.frame(), event.frameName(),
                new DriftEventDoc.Reading(reading.monitor(), reading.metric(), Json.finite(reading.current()),
                        Json.finite(reading.reference()), Json.finite(reading.statistic()),
                        Json.finite(reading.threshold())),
                new DriftEventDoc.Sample(result.label(), result.frame().truth(), Json.finite(result.confidence()),
                        Json.finite(result.novelty()), Json.finite(result.familiarity()), result.features()),
                result.neighbours().stream()
                        .map(n -> new DriftEventDoc.Near(n.label(), Json.finite(n.distance()))).toList(), picture);
    }

    static AdaptationDoc of(AdaptationRecord record) {
        return new AdaptationDoc(AdaptationDoc.VERSION, record.id(), record.at(), record.frame(), record.trigger(),
                record.label(), record.sampleIds(), record.outcome().name().toLowerCase(Locale.ROOT), record.reason(),
                record.before(), record.after(), record.snapshot());
    }
}
