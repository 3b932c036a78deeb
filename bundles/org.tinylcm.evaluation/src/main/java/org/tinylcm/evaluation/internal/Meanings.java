package org.tinylcm.evaluation.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tinylcm.evaluation.internal.RunRecord.Change;

/**
 * What pseudo-classes stand for. A pseudo-class means a true class if more than half of the samples that formed it have
 * that true label; samples of several adaptations under one label count together while they are in use.
 */
final class Meanings {

    /**
     * @param label the most frequent true label among the samples, null if there are none
     * @param share its share, 0..1
     */
    record Majority(String label, double share) {
    }

    private final StreamFile stream;
    private final RunRecord run;
    private final Map<List<Change>, Majority> majorities = new HashMap<>();

    Meanings(StreamFile stream, RunRecord run) {
        this.stream = stream;
        this.run = run;
    }

    /** True if the label that a row got is right. */
    boolean right(int row) {
        var label = run.label(row);
        var truth = stream.rows().get(row).label();
        return label != null && (label.equals(truth) || !run.known().contains(label) && means(label, truth, row));
    }

    /** True if a class in use at a row stands for a true class. */
    boolean learned(String truth, int row) {
        return run.changes().stream().filter(change -> change.inUseAt(row)).map(Change::label).distinct()
                .anyMatch(label -> means(label, truth, row));
    }

    Majority majority(Change change) {
        return majorities.computeIfAbsent(List.of(change), this::count);
    }

    private boolean means(String label, String truth, int row) {
        var parts = new ArrayList<Change>();
        for (var change : run.changes()) {
            if (change.inUseAt(row) && change.label().equals(label)) {
                parts.add(change);
            }
        }
        var majority = majorities.computeIfAbsent(parts, this::count);
        return majority.share() > 0.5 && Objects.equals(majority.label(), truth);
    }

    private Majority count(Collection<Change> parts) {
        var counts = new HashMap<String, Integer>();
        int total = 0;
        for (var change : parts) {
            for (int row : change.samples()) {
                counts.merge(stream.rows().get(row).label(), 1, Integer::sum);
                total++;
            }
        }
        // Of equal counts the first by name, so that the same run gives the same report.
        String most = null;
        for (var label : counts.keySet().stream().sorted().toList()) {
            most = most == null || counts.get(label) > counts.get(most) ? label : most;
        }
        return new Majority(most, most == null ? 0 : (double) counts.get(most) / total);
    }
}
