package org.tinylcm.adaptation.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.state.ComponentState;

/** What adaptation remembers: decisions, applied feedback and running probations; all bounded. Safe for any thread. */
final class Book {
    static final int MOST_RECORDS = 200;
    static final int MOST_IDS = 10_000;

    private final ArrayDeque<AdaptationRecord> history = new ArrayDeque<>();
    private final LinkedHashSet<String> applied = new LinkedHashSet<>();
    private final List<Probation> probations = new ArrayList<>();

    synchronized List<AdaptationRecord> history() {
        return List.copyOf(history);
    }

    /** Adds a decision, or replaces the one of the same id. */
    synchronized void note(AdaptationRecord record) {
        history.removeIf(old -> old.id().equals(record.id()));
        history.addLast(record);
        while (history.size() > MOST_RECORDS) {
            history.removeFirst();
        }
    }

    synchronized void forget(AdaptationRecord record) {
        history.removeIf(old -> old.id().equals(record.id()));
        probations.removeIf(probation -> probation.record().id().equals(record.id()));
    }

    /** The latest decision on a sample. */
    synchronized Optional<AdaptationRecord> decisionOn(String sampleId) {
        var all = history.descendingIterator();
        while (all.hasNext()) {
            var record = all.next();
            if (record.sampleIds().contains(sampleId)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    synchronized void begin(Probation probation) {
        probations.add(probation);
    }

    synchronized void end(Probation probation) {
        probations.removeIf(running -> running.record().id().equals(probation.record().id()));
    }

    synchronized List<Probation> probations() {
        return List.copyOf(probations);
    }

    synchronized boolean isApplied(String feedbackId) {
        return applied.contains(feedbackId);
    }

    synchronized void markApplied(String feedbackId) {
        applied.add(feedbackId);
        var oldest = applied.iterator();
        while (applied.size() > MOST_IDS) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized void unmarkApplied(String feedbackId) {
        applied.remove(feedbackId);
    }

    synchronized ComponentState save() {
        return BookState.write(history, applied, probations);
    }

    /** @throws IllegalArgumentException it cannot be read; nothing was changed */
    void restore(ComponentState state) {
        replace(BookState.records(state), BookState.applied(state), BookState.probations(state));
    }

    private synchronized void replace(Collection<AdaptationRecord> records, Collection<String> ids,
            Collection<Probation> running) {
        history.clear();
        history.addAll(records);
        applied.clear();
        applied.addAll(ids);
        probations.clear();
        probations.addAll(running);
    }
}
