package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.protocol.AuditEntry;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.JsonLimits;
import org.tinylcm.protocol.PackageType;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Secrets;
import org.tinysphere.core.control.WorkHandler;
import org.tinysphere.datahub.control.Lines;
import org.tinysphere.datahub.control.PackageImporter;
import org.tinysphere.datahub.control.ReceivedPackage;

/** What devices did to themselves: the lines of their trails, and the adaptations in them. */
@ApplicationScoped
public class AuditImporter implements PackageImporter {
    static final String MEMBER = "audit.jsonl";
    @Inject
    private Adaptations adaptations;

    /** @param change the adaptation that the line tells of; null if it tells of something else */
    record Line(AuditEntry entry, String text, byte[] digest, AdaptationLine change) {
    }

    @Override
    public PackageType type() {
        return PackageType.ADAPTATION_AUDIT;
    }

    @Override
    public Runnable prepare(ReceivedPackage received, WorkHandler.Progress progress) throws Exception {
        var lines = read(received);
        progress.at(1, lines.size() + " lines");
        return () -> adaptations.add(received.device().number(), lines);
    }

    static List<Line> read(ReceivedPackage received) throws IOException, WorkHandler.GiveUp {
        var lines = new ArrayList<Line>();
        Lines.read(received, MEMBER, (bytes, origin) -> {
            var entry = Json.read(bytes, AuditEntry.class, origin, JsonLimits.DOCUMENT);
            Limits.time(entry.at(), "at");
            Check.text(entry.kind(), "kind", 100);
            lines.add(new Line(entry, new String(bytes, StandardCharsets.UTF_8), Secrets.sha256().digest(bytes),
                    AdaptationLine.of(entry)));
        });
        return lines;
    }
}
