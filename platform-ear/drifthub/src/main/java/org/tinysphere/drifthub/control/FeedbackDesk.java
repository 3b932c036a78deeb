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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinylcm.protocol.FeedbackDoc;
import org.tinylcm.protocol.Json;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Signals;
import org.tinysphere.fleet.control.Inbox;

/**
 * Tells devices what people found out. There is at most one open feedback a subject; another label supersedes it, and the
 * device replaces what it had learned. Without a verdict that holds (taken back, or standing against another) it is told to
 * forget what it learned, or may have learned.
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
    @Inject
    private Naming naming;

    /** @param state created, delivered, applied, refused or superseded */
    @Schema(name = "FeedbackDeskView")
    public record View(long command, String action, String label, String state, String createdBy, Instant createdAt,
            Instant deliveredAt, Instant endedAt, Instant appliedAt, String detail) {
    }

    private record Target(String device, String id, long frame, String predicted, String features,
            String model) {
    }

    private record Open(String action, String label) {
    }

    private record Learned(String action, String parameters) {
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
        naming.follow(subject, id, who);
        var document = label.flatMap(truth -> document(subject, target, state, truth));
        if (document.isEmpty()) {
            inbox.withdraw(target.device, FeedbackDoc.KIND, subject.key(id));
            forget(subject, id, target, who);
            return;
        }
        if (told(subject, id).equals(Optional.of(new Open(document.get().action(), document.get().label())))) {
            return;
        }
        if (document.get().action().equals(FeedbackDoc.LABEL_FRAME)) {
            forget(subject, id, target, who);
        }
        put(subject, id, target, subject.key(id), document.get(), who);
    }

    private void put(Subject subject, long id, Target target, String key, FeedbackDoc document, String who) {
        var command = inbox.put(target.device, FeedbackDoc.KIND, key, parameters(document), who);
        db.update("insert into drift_feedback (command, " + subject.column() + ", action, label) values (?, ?, ?, ?)",
                command, id, document.action(), document.label());
    }

    /**
     * What the device was given to learn last, and may have learned: as it was said then, because the features may have
     * been removed here since. What it was given before that has been replaced on the device.
     */
    private void forget(Subject subject, long id, Target target, String who) {
        db.first("select f.action, c.parameters from drift_feedback f join device_command c on c.sequence = f.command "
                + "where f." + subject.column() + " = ? and f.action in ('add_samples', 'label_quarantined', "
                + "'forget_samples') and (c.state = 'applied' or c.state in ('delivered', 'superseded') "
                + "and c.delivered_at is not null or f.action = 'forget_samples' and c.state = 'created') "
                + "order by f.command desc limit 1", row -> new Learned(row.text("action"), row.text("parameters")), id)
                .filter(last -> !last.action.equals(FeedbackDoc.FORGET_SAMPLES)).ifPresent(last -> {
                    var given = Json.read(last.parameters, FeedbackDoc.class, "command");
                    // Under a key of its own: the next word about the subject must not take its place.
                    put(subject, id, target, subject.key(id) + "/forget", new FeedbackDoc("f-" + UUID.randomUUID(),
                            FeedbackDoc.FORGET_SAMPLES, given.label(), null, null, given.sampleIds(), given.samples(),
                            given.eventId(), given.modelId()), who);
                });
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
                + " = ? and c.state in ('created', 'delivered', 'applied') and f.action <> 'rename' "
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
                    List.of(features(target)), target.id, target.model));
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
        return db.first("select d.id as device_id, x." + subject.idColumn() + " as own_id, x.frame, x." + subject.predictedColumn()
                + " as predicted, x.features, x.model from " + subject.table() + " x join device d on d.number = x.device "
                + "where x.id = ?", row -> new Target(row.text("device_id"), row.text("own_id"), row.number("frame"),
                row.text("predicted"), row.text("features"), row.text("model")), id).orElseThrow();
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
        parameters.put("modelId", document.modelId());
        return parameters;
    }
}
