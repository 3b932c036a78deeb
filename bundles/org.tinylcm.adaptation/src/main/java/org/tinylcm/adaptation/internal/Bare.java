package org.tinylcm.adaptation.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.classify.Prototype.Origin;

/**
 * The model in use without what the device has learned by itself: what the pack and people know. Harm is measured
 * against this one. Against the model of the moment each of many adaptations could take the accepted loss anew.
 */
final class Bare {

    private Bare() {
    }

    /** @param accepted labels of adaptations in use; a class that a person has renamed is not among them */
    static ClassifierModel of(Classifier classifier, Set<String> accepted) {
        var model = classifier.model();
        var guessed = new HashSet<String>();
        var said = new HashSet<String>();
        for (var prototype : model.prototypes()) {
            (prototype.origin() == Origin.ADAPTATION ? guessed : said).add(prototype.label());
        }
        guessed.removeAll(said);
        guessed.retainAll(accepted);
        List<ModelChange> removals = guessed.stream().sorted().<ModelChange>map(RemoveLabel::new).toList();
        return removals.isEmpty() ? model : classifier.propose(removals);
    }
}
