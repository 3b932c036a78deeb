package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import org.tinylcm.protocol.FeedbackDoc;
import org.tinysphere.core.control.Db;
import org.tinysphere.fleet.control.Inbox;

/**
 * Gives a class that a device learned by itself the name that people use. Who labels an event or a sample that the device
 * took for its {@code novel-1} says something about that class: if nobody says otherwise, the device is told to rename it.
 *
 * <p>A new name can be replaced by another one later, so one label is enough. A name that the device has already makes two
 * classes one, which cannot be undone: that takes two events or samples.
 */
@ApplicationScoped
public class Naming {
    private static final int TO_MERGE = 2;
    /** What a device says of a sample: the pseudo-class that it was put into, or what it was taken for. */
    private static final String SAMPLE_CLASS = "case when x.status = 'adapted' then x.label else x.predicted end";
    private static final String CLASS = "select x.device, d.id as device_id, %s as class from %s x join device d "
            + "on d.number = x.device where x.id = ?";
    private static final String VOTES = "select count(distinct v.label) as labels, count(distinct v.subject) as subjects, "
            + "min(v.label) as label from (select v.label, 'e' || x.id as subject from drift_event x "
            + "join drift_validation v on v.event = x.id where x.device = ? and x.at >= ? and x.label = ? "
            + "and v.label is not null union all select v.label, 's' || x.id from quarantine_sample x "
            + "join drift_validation v on v.sample = x.id where x.device = ? and " + SAMPLE_CLASS + " = ? "
            + "and v.label is not null) v";
    private static final String KNOWN = "select 1 from device_model m where m.device = ? and (m.document->'labels' ?? ? "
            + "or m.document->'prototypes' ?? ?) union all select 1 from device_command c join drift_feedback f "
            + "on f.command = c.sequence where c.device = ? and f.label = ? and f.action <> 'rename' "
            + "and c.state in ('delivered', 'applied') limit 1";
    @Inject
    private Db db;
    @Inject
    private Inbox inbox;

    private record Learned(long device, String deviceId, String name) {
    }

    private record Votes(long labels, long subjects, String label) {
    }

    /** After a verdict, or without one that was taken back; before the device is told of the subject itself. */
    void follow(Subject subject, long id, String who) {
        var learned = db.first(String.format(CLASS, subject == Subject.SAMPLE ? SAMPLE_CLASS : "x.label",
                subject.table()), row -> new Learned(row.number("device"), row.text("device_id"), row.text("class")), id)
                .filter(one -> one.name != null).orElse(null);
        var since = learned == null ? Optional.<Instant>empty() : since(learned);
        if (since.isEmpty()) {
            return;
        }
        var key = "pseudo-class/" + learned.name;
        var votes = db.first(VOTES, row -> new Votes(row.number("labels"), row.number("subjects"), row.text("label")),
                learned.device, since.get(), learned.name, learned.device, learned.name).orElseThrow();
        if (votes.labels != 1 || votes.label.equals(learned.name)) {
            inbox.withdraw(learned.deviceId, FeedbackDoc.KIND, key);
        } else if (!told(learned, key, since.get(), votes.label)
                && (votes.subjects >= TO_MERGE || !known(learned, votes.label))) {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("id", "f-" + UUID.randomUUID());
            parameters.put("action", FeedbackDoc.RENAME);
            parameters.put("from", learned.name);
            parameters.put("label", votes.label);
            var command = inbox.put(learned.deviceId, FeedbackDoc.KIND, key, parameters, who);
            db.update("insert into drift_feedback (command, " + subject.column() + ", action, label) "
                    + "values (?, ?, ?, ?)", command, id, FeedbackDoc.RENAME, votes.label);
        }
    }

    /** When the device learned it; names come again. Empty if it is none of those, or was taken back. */
    private Optional<Instant> since(Learned learned) {
        return db.first("select decided_at from (select decided_at, outcome from adaptation where device = ? and label = ? "
                + "and outcome <> 'refused' order by sequence desc limit 1) last where outcome <> 'rolled_back'",
                row -> row.time("decided_at"), learned.device, learned.name);
    }

    /** The same name, or another one that the device may have taken already. */
    private boolean told(Learned learned, String key, Instant since, String label) {
        return db.first("select 1 from device_command where device = ? and kind = ? and key = ? and created_at > ? "
                + "and (state in ('delivered', 'applied') or state = 'created' and parameters->>'label' = ?) limit 1",
                row -> true, learned.device, FeedbackDoc.KIND, key, since, label).isPresent();
    }

    private boolean known(Learned learned, String label) {
        return db.first(KNOWN, row -> true, learned.device, label, label, learned.device, label).isPresent();
    }
}
