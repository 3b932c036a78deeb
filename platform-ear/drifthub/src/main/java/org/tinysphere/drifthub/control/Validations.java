package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.tinysphere.core.control.AuditLog;
import org.tinysphere.core.control.Check;
import org.tinysphere.core.control.Db;
import org.tinysphere.core.control.Problem;
import org.tinysphere.core.control.Signals;

/** What people say about events and samples: one verdict a person, which may be replaced and taken back. */
@ApplicationScoped
public class Validations {
    public static final String TRUE_DRIFT = "true_drift";
    public static final String FALSE_ALARM = "false_alarm";
    @Inject
    private Db db;
    @Inject
    private AuditLog audit;
    @Inject
    private Signals signals;
    @Inject
    private FeedbackDesk feedback;

    /**
     * @param label what it really shows; the device learns it
     * @param confidence of the person, 0..1
     */
    @Schema(name = "ValidationsVerdict")
    public record Verdict(String verdict, String label, Double confidence, String note) {
        public Verdict {
            if (!TRUE_DRIFT.equals(verdict) && !FALSE_ALARM.equals(verdict)) {
                throw new IllegalArgumentException("'verdict' must be true_drift or false_alarm");
            }
            if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("'confidence' must be 0..1");
            }
            label = Check.optional(label, "label", Limits.LABEL);
            note = Check.optional(note, "note", Limits.SENTENCE);
        }
    }

    @Schema(name = "ValidationsView")
    public record View(String validator, String verdict, String label, Double confidence, String note, Instant at) {
    }

    /** @param agreement share of pairs of verdicts that are equal; absent with fewer than two */
    public record Summary(String state, long trueDrift, long falseAlarms, Double agreement, List<View> validations) {
    }

    /**
     * In the transaction of the caller.
     *
     * @throws Problem 404 there is no such subject; 409 there is nothing to judge
     */
    public void put(Subject subject, long id, Verdict verdict, String who) {
        var before = lock(subject, id);
        if (before == ReviewState.NONE) {
            throw Problem.conflict("the end of an episode is not judged; judge its beginning");
        }
        db.update("insert into drift_validation (" + subject.column() + ", validator, verdict, label, confidence, "
                + "note, at) values (?, ?, ?, ?, ?, ?, now()) on conflict (" + subject.column()
                + ", validator) do update set verdict = excluded.verdict, label = excluded.label, "
                + "confidence = excluded.confidence, note = excluded.note, at = excluded.at", id, who, verdict.verdict,
                verdict.label, verdict.confidence, verdict.note);
        var details = new LinkedHashMap<String, Object>();
        details.put("verdict", verdict.verdict);
        details.put("label", verdict.label);
        audit.record(who, "drift.validate", subject.key(id), details);
        settle(subject, id, computed(subject, id), who);
    }

    /** @throws Problem 404 this person has not judged it */
    public void remove(Subject subject, long id, String who) {
        lock(subject, id);
        if (db.update("delete from drift_validation where " + subject.column() + " = ? and validator = ?", id, who)
                == 0) {
            throw Problem.missing("validation of yours");
        }
        audit.record(who, "drift.validation.undo", subject.key(id), Map.of());
        settle(subject, id, computed(subject, id), who);
    }

    /**
     * By hand: asks for a second opinion, or decides where opinions stand against each other.
     *
     * @throws Problem 409 that may not follow
     */
    public void move(Subject subject, long id, ReviewState next, String who) {
        var before = lock(subject, id);
        before.demand(next);
        if (next == ReviewState.NEW && computed(subject, id) != ReviewState.NEW) {
            throw Problem.conflict("it is new again when the last verdict is taken back");
        }
        audit.record(who, "drift.state", subject.key(id), Map.of("from", before.id(), "to", next.id()));
        settle(subject, id, next, who);
    }

    public Summary summary(Subject subject, long id) {
        var state = db.first("select state from " + subject.table() + " where id = ?", row -> row.text("state"), id)
                .orElseThrow(() -> Problem.missing(subject.key(id)));
        var views = db.list("select * from drift_validation where " + subject.column() + " = ? order by at, id",
                row -> new View(row.text("validator"), row.text("verdict"), row.text("label"),
                        row.realOrNull("confidence"), row.text("note"), row.time("at")), id);
        var trueDrift = views.stream().filter(view -> view.verdict().equals(TRUE_DRIFT)).count();
        var falseAlarms = views.size() - trueDrift;
        return new Summary(state, trueDrift, falseAlarms, Agreement.pairs(trueDrift, falseAlarms), views);
    }

    private void settle(Subject subject, long id, ReviewState state, String who) {
        db.update("update " + subject.table() + " set state = ? where id = ?", state.id(), id);
        feedback.follow(subject, id, state, who);
        signals.send(DriftEvents.TOPIC, subject == Subject.EVENT ? String.valueOf(id) : subject.key(id));
    }

    private ReviewState computed(Subject subject, long id) {
        return db.first("select count(*) filter (where verdict = 'true_drift') as yes, "
                + "count(*) filter (where verdict = 'false_alarm') as no from drift_validation where "
                + subject.column() + " = ?", row -> ReviewState.of(row.number("yes"), row.number("no")), id)
                .orElseThrow();
    }

    private ReviewState lock(Subject subject, long id) {
        return db.first("select state from " + subject.table() + " where id = ? for update",
                row -> ReviewState.of(row.text("state")), id)
                .orElseThrow(() -> Problem.missing(subject.key(id)));
    }
}
