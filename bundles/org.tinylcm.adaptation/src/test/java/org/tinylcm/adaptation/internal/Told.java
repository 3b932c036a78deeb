package org.tinylcm.adaptation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.ModelChange.RemoveLabel;
import org.tinylcm.classify.Prototype;
import org.tinylcm.classify.Prototype.Origin;

/** A model that answers as it is told, for the edges of rules that a real one reaches by chance only. */
final class Told implements ClassifierModel {
    static final int NEIGHBOURS = 5;

    String label = "known";
    int agreeing = NEIGHBOURS;
    double confidence = 1;
    double familiarity = 1;
    int asked;
    private final List<Prototype> prototypes = new ArrayList<>();

    /** @param learned classes that the device learned by itself beside {@code known} */
    Told(String... learned) {
        prototypes.add(new Prototype("known", new float[1], Origin.PACK, 0));
        for (var one : learned) {
            prototypes.add(new Prototype(one, new float[1], Origin.ADAPTATION, 1));
        }
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public int neighbours() {
        return NEIGHBOURS;
    }

    @Override
    public SortedMap<String, Integer> sizes() {
        var sizes = new TreeMap<String, Integer>();
        prototypes.forEach(prototype -> sizes.merge(prototype.label(), 1, Integer::sum));
        return sizes;
    }

    @Override
    public List<Prototype> prototypes() {
        return prototypes;
    }

    @Override
    public void classify(float[] features, Classification into) {
        asked++;
        into.clear();
        for (int i = 0; i < NEIGHBOURS; i++) {
            into.addNeighbour(i < agreeing ? label : "another", 1, 0);
        }
        into.decide(label, confidence, 1, familiarity);
    }

    /** Whose model is this one; without a class it is another that answers as it is told. */
    static final class Owner implements Classifier {
        ClassifierModel model;
        final Told without;
        final List<String> removed = new ArrayList<>();

        Owner(ClassifierModel model, Told without) {
            this.model = model;
            this.without = without;
        }

        @Override
        public String modelId() {
            return "told";
        }

        @Override
        public ClassifierModel model() {
            return model;
        }

        @Override
        public ClassifierModel propose(List<ModelChange> changes) {
            changes.forEach(change -> removed.add(((RemoveLabel) change).label()));
            return without;
        }

        @Override
        public void adopt(ClassifierModel next) {
            model = next;
        }
    }
}
