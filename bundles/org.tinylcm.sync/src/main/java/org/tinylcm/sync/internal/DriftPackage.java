package org.tinylcm.sync.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.sync.client.Member;

/** A drift event with its sample, its neighbours and its picture. */
final class DriftPackage {
    static final String DOCUMENT = "drift_event.json";

    private DriftPackage() {
    }

    static List<Member> of(DriftEvent event, FrameResult result) {
        var image = Images.of(result.frame(), "image");
        var members = new ArrayList<Member>();
        members.add(Member.of(DOCUMENT, Member.JSON,
                Json.pretty(document(event, result, image == null ? null : image.path())) + "\n"));
        if (image != null) {
            members.add(image);
        }
        return members;
    }

    private static DriftEventDoc document(DriftEvent event, FrameResult result, String image) {
        var reading = event.reading();
        return new DriftEventDoc(DriftEventDoc.VERSION, event.id(), event.episode(),
                event.kind().name().toLowerCase(Locale.ROOT), event.at(), event.frame(), event.frameName(),
                new DriftEventDoc.Reading(reading.monitor(), reading.metric(), Json.finite(reading.current()),
                        Json.finite(reading.reference()), Json.finite(reading.statistic()),
                        Json.finite(reading.threshold())),
                new DriftEventDoc.Sample(result.label(), result.frame().truth(), Json.finite(result.confidence()),
                        Json.finite(result.novelty()), Json.finite(result.familiarity()), result.features()),
                result.neighbours().stream()
                        .map(n -> new DriftEventDoc.Near(n.label(), Json.finite(n.distance()))).toList(), image);
    }
}
