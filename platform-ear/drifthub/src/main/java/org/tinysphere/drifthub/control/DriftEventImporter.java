package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.tinylcm.protocol.DriftEventDoc;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.WorkHandler;
import org.tinysphere.datahub.control.PackageImporter;
import org.tinysphere.datahub.control.ReceivedPackage;

/** Beginnings and ends of drift. An event's picture that is neither JPEG nor PNG is left out; the event counts. */
@ApplicationScoped
public class DriftEventImporter implements PackageImporter {
    static final String MEMBER = "drift_event.json";
    @Inject
    private Attachments attachments;
    @Inject
    private DriftEvents events;

    /** For the container. */
    protected DriftEventImporter() {
    }

    DriftEventImporter(Attachments attachments) {
        this.attachments = attachments;
    }

    /** A checked event and where its parts lie. */
    record Filed(DriftEventDoc event, String image, String features, String document) {
    }

    @Override
    public PackageType type() {
        return PackageType.DRIFT_EVENT;
    }

    @Override
    public Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception {
        var filed = file(received);
        progress.at(1, "event " + filed.event().id());
        return () -> events.add(received, filed);
    }

    Filed file(ReceivedPackage received) throws IOException, WorkHandler.GiveUp {
        var event = read(received);
        var sample = event.sample();
        return new Filed(event,
                attachments.picture("drift-samples", received, event.at(), event.id(), event.image()),
                attachments.features("drift-features", received, event.at(), event.id(),
                        sample == null ? null : Limits.features(sample.features())),
                attachments.document("drift", received, event.at(), event.id(), Json.write(event)));
    }

    private static DriftEventDoc read(ReceivedPackage received) throws IOException, WorkHandler.GiveUp {
        if (!received.has(MEMBER)) {
            throw new WorkHandler.GiveUp("there is no " + MEMBER);
        }
        var file = received.member(MEMBER);
        try {
            if (file.bytes() > JsonLimits.DOCUMENT.bytes()) {
                throw new IllegalArgumentException("it has more than " + JsonLimits.DOCUMENT.bytes() + " bytes");
            }
            return checked(Json.read(file.read(), DriftEventDoc.class, MEMBER, JsonLimits.DOCUMENT));
        } catch (IllegalArgumentException e) {
            throw new WorkHandler.GiveUp(MEMBER + ": " + e.getMessage(), e);
        }
    }

    private static DriftEventDoc checked(DriftEventDoc event) {
        Limits.id(event.id(), "id");
        Limits.id(event.episode(), "episode");
        Limits.time(event.at(), "at");
        Limits.frame(event.frame());
        Check.optional(event.file(), "file", Limits.FILE);
        var reading = event.reading();
        Check.text(reading.monitor(), "monitor", Limits.LABEL);
        Check.optional(reading.metric(), "metric", Limits.LABEL);
        Limits.finite(reading.current(), "current");
        Limits.finite(reading.reference(), "reference");
        Limits.finite(reading.statistic(), "statistic");
        Limits.finite(reading.threshold(), "threshold");
        var sample = event.sample();
        if (sample != null) {
            Check.text(sample.label(), "sample.label", Limits.LABEL);
            Check.optional(sample.truth(), "sample.truth", Limits.LABEL);
            Limits.finite(sample.novelty(), "sample.novelty");
            Limits.features(sample.features());
        }
        if (event.neighbours().size() > Limits.NEIGHBOURS) {
            throw new IllegalArgumentException("'neighbours' must have at most " + Limits.NEIGHBOURS + " entries");
        }
        for (var near : event.neighbours()) {
            Check.text(near.label(), "neighbours.label", Limits.LABEL);
            Limits.finite(near.distance(), "neighbours.distance");
        }
        return event;
    }
}
