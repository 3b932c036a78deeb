package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tinylcm.protocol.FeedbackDoc;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Signals;
import org.tinysphere.fleet.control.Inbox;

/**
 * Tells devices what people found out. There is at most one open feedback a subject; another label supersedes it. While
 * verdicts stand against each other nothing is told: what a device has learned it does not unlearn by itself.
 */
@ApplicationScoped
public class FeedbackDesk {
    @Inject
    private Db db;
    @Inject
    private Inbox inbox;
    @Inject
    private Signals signals;
    @Inject
    private Attachments attachments;

    /** @param state created, delivered, applied, refused or superseded */
    public record View(long command, String action, String label, String state, String createdBy, Instant createdAt,
            Instant deliveredAt, Instant endedAt, Instant appliedAt, String detail) {
    }

    private record Target(String device, String id, long frame, String predicted, String features) {
    }

    private record Open(String action, String label) {
    }

    public List<View> of(Subject subject, long id) {
        return db.list("select f.*, c.state, c.created_by, c.created_at, c.delivered_at, c.ended_at, c.detail "
                + "from drift_feedback f join device_command c on c.sequence = f.command where f." + subject.column()
                + " = ? order by f.command desc limit 50", row -> new View(row.number("command"), row.text("action"),
                row.text("label"), row.text("state"), row.text("created_by"), row.time("created_at"),
                row.time("delivered_at"), row.time("ended_at"), row.time("applied_at"), row.text("detail")), id);
    }

    /** After a verdict: says what the device should know now, if it was not told already. */
    void follow(Subject subject, long id, ReviewState state, String who) {
        var label = label(subject, id, state);
        var target = target(subject, id);
        if (label.isEmpty()) {
            inbox.withdraw(target.device, FeedbackDoc.KIND, subject.key(id));
            return;
        }
        var document = document(subject, target, state, label.get());
        if (document.isEmpty() || told(subject, id).equals(
                Optional.of(new Open(document.get().action(), document.get().label())))) {
            return;
        }
        var command = inbox.put(target.device, FeedbackDoc.KIND, subject.key(id), parameters(document.get()), who);
        db.update("insert into drift_feedback (command, " + subject.column() + ", action, label) values (?, ?, ?, ?)",
                command, id, document.get().action(), document.get().label());
    }

    void ended(@Observes Inbox.Ended ended) {
        if (!ended.kind().equals(FeedbackDoc.KIND)) {
            return;
        }
        if (ended.applied()) {
            db.update("update drift_feedback set applied_at = now() where command = ?", ended.sequence());
        }
        db.first("select coalesce(event::text, 'quarantine-sample/' || sample) as key from drift_feedback "
                + "where command = ?", row -> row.text("key"), ended.sequence())
                .ifPresent(key -> signals.send(DriftEvents.TOPIC, key));
    }

    /** The label of the latest verdict among those that won. */
    private Optional<String> label(Subject subject, long id, ReviewState state) {
        if (state != ReviewState.VALIDATED && state != ReviewState.REJECTED) {
            return Optional.empty();
        }
        return db.first("select label from drift_validation where " + subject.column() + " = ? and verdict = ? "
                + "and label is not null order by at desc, id desc limit 1", row -> row.text("label"), id,
                state == ReviewState.VALIDATED ? Validations.TRUE_DRIFT : Validations.FALSE_ALARM);
    }

    /** What the device learned last, or will with what waits. */
    private Optional<Open> told(Subject subject, long id) {
        return db.first("select f.action, f.label from drift_feedback f join device_command c "
                + "on c.sequence = f.command where f." + subject.column() 
                + " = ? and c.state in ('created', 'delivered', 'applied') "
                + "order by f.command desc limit 1", row -> new Open(row.text("action"), row.text("label")), id);
    }

    /**
     * A sample of the quarantine is named. Of an event the features are sent, so that the device can learn; if it said
     * the right label by itself, or kept no features, only its accuracy is counted.
     */
    private Optional<FeedbackDoc> document(Subject subject, Target target, ReviewState state, String label) {
        var id = "f-" + UUID.randomUUID();
        if (subject == Subject.SAMPLE) {
            return Optional.of(new FeedbackDoc(id, FeedbackDoc.LABEL_QUARANTINED, label, null, null,
                    List.of(target.id), null, null));
        }
        var right = state == ReviewState.REJECTED && label.equals(target.predicted);
        if (target.features != null && !right) {
            return Optional.of(new FeedbackDoc(id, FeedbackDoc.ADD_SAMPLES, label, null, null, null,
                    List.of(features(target)), target.id));
        }
        return target.predicted == null ? Optional.empty() : Optional.of(new FeedbackDoc(id, FeedbackDoc.LABEL_FRAME,
                label, target.predicted, target.frame, null, null, target.id));
    }

    private float[] features(Target target) {
        try {
            return attachments.vector(target.features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Target target(Subject subject, long id) {
        var predicted = subject == Subject.EVENT ? "x.label" : "x.predicted";
        return db.first("select d.id as device_id, x." + subject.idColumn() + " as own_id, x.frame, " + predicted
                + " as predicted, x.features from " + subject.table() + " x join device d on d.number = x.device "
                + "where x.id = ?", row -> new Target(row.text("device_id"), row.text("own_id"), row.number("frame"),
                row.text("predicted"), row.text("features")), id).orElseThrow();
    }

    private static Map<String, Object> parameters(FeedbackDoc document) {
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("id", document.id());
        parameters.put("action", document.action());
        parameters.put("label", document.label());
        parameters.put("from", document.from());
        parameters.put("frame", document.frame());
        parameters.put("sampleIds", document.sampleIds());
        parameters.put("samples", document.samples());
        parameters.put("eventId", document.eventId());
        return parameters;
    }
}
