package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageType;
import org.tinylcm.protocol.QuarantinedSampleDoc;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.WorkHandler;
import org.tinysphere.datahub.control.Lines;
import org.tinysphere.datahub.control.PackageImporter;
import org.tinysphere.datahub.control.ReceivedPackage;

/** What devices put aside. */
@ApplicationScoped
public class QuarantineImporter implements PackageImporter {
    static final String MEMBER = "samples.jsonl";
    @Inject
    private Attachments attachments;
    @Inject
    private QuarantineSamples samples;

    /** For the container. */
    protected QuarantineImporter() {
    }

    QuarantineImporter(Attachments attachments) {
        this.attachments = attachments;
    }

    /** A checked sample and where its parts lie. */
    record Filed(QuarantinedSampleDoc sample, String image, String features) {
    }

    @Override
    public PackageType type() {
        return PackageType.QUARANTINE;
    }

    @Override
    public Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception {
        var filed = file(received, progress);
        return () -> samples.add(received, filed);
    }

    List<Filed> file(ReceivedPackage received, WorkHandler.Progress progress)
            throws IOException, WorkHandler.GiveUp {
        var documents = new ArrayList<QuarantinedSampleDoc>();
        Lines.read(received, MEMBER, (line, origin) -> documents.add(
                checked(Json.read(line, QuarantinedSampleDoc.class, origin, JsonLimits.DOCUMENT))));
        var filed = new ArrayList<Filed>(documents.size());
        for (var sample : documents) {
            var at = sample.at() == null ? Instant.EPOCH : sample.at();
            filed.add(new Filed(sample,
                    attachments.picture("quarantine-samples", received, at, sample.id(), sample.image()),
                    attachments.features("quarantine-features", received, at, sample.id(),
                            Limits.features(sample.features()))));
            progress.at((double) filed.size() / documents.size(), "sample " + sample.id());
        }
        return filed;
    }

    private static QuarantinedSampleDoc checked(QuarantinedSampleDoc sample) {
        Limits.id(sample.id(), "id");
        if (sample.at() != null) {
            Limits.time(sample.at(), "at");
        }
        Limits.frame(sample.frame());
        Limits.finite(sample.novelty(), "novelty");
        Limits.features(sample.features());
        Check.text(sample.status(), "status", 40);
        Check.optional(sample.file(), "file", Limits.FILE);
        Check.optional(sample.predicted(), "predicted", Limits.LABEL);
        Check.optional(sample.reason(), "reason", Limits.SENTENCE);
        Check.optional(sample.label(), "label", Limits.LABEL);
        Check.optional(sample.truth(), "truth", Limits.LABEL);
        return sample;
    }
}
