package org.tinylcm.adaptation.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.state.ComponentState;

/** What adaptation remembers: decisions, applied feedback and running probations; all bounded. Safe for any thread. */
final class Book {
    static final int MOST_RECORDS = 200;
    static final int MOST_IDS = 10_000;

    private final ArrayDeque<AdaptationRecord> history = new ArrayDeque<>();
    private final LinkedHashSet<String> applied = new LinkedHashSet<>();
    private final List<Probation> probations = new ArrayList<>();
    private final LabelLearner learner;
    private volatile Set<String> accepted = Set.of();

    Book() {
        this(new LabelLearner(0.9, LabelRules.DEFAULT));
    }

    /** @param learner whose concepts are saved with the rest */
    Book(LabelLearner learner) {
        this.learner = learner;
    }

    LabelLearner learner() {
        return learner;
    }

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
        countAccepted();
    }

    synchronized void forget(AdaptationRecord record) {
        history.removeIf(old -> old.id().equals(record.id()));
        countAccepted();
        probations.removeIf(probation -> probation.record().id().equals(record.id()));
    }

    /** Labels of the adaptations that were accepted and not taken back. The same object until that changes. */
    Set<String> accepted() {
        return accepted;
    }

    private void countAccepted() {
        accepted = history.stream().filter(record -> record.outcome() == Outcome.ACCEPTED)
                .map(AdaptationRecord::label).collect(Collectors.toUnmodifiableSet());
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
        return BookState.write(history, applied, probations, learner.save());
    }

    /** @throws IllegalArgumentException it cannot be read; nothing was changed */
    void restore(ComponentState state) {
        var concepts = BookState.concepts(state);
        replace(BookState.records(state), BookState.applied(state), BookState.probations(state));
        learner.restore(concepts);
    }

    private synchronized void replace(Collection<AdaptationRecord> records, Collection<String> ids,
            Collection<Probation> running) {
        history.clear();
        history.addAll(records);
        countAccepted();
        applied.clear();
        applied.addAll(ids);
        probations.clear();
        probations.addAll(running);
    }
}
