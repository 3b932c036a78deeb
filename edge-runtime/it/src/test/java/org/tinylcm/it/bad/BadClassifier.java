package org.tinylcm.it.bad;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.classify.Prototype;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/** A classifier that always says the same ({@code one-label}), or has lost a class too ({@code fewer}). */
public final class BadClassifier implements Classifier, ClassifierModel, ClassifierFactory {
    private ModelPack pack;
    private String mode;

    void setPack(ModelPack service) {
        pack = service;
    }

    void start(Map<String, Object> properties) {
        mode = String.valueOf(properties.get("mode"));
    }

    @Override
    public ClassifierModel create(SampleSet prototypes, NeighbourRule rule, float[] knownNovelty, AnswerRule answers) {
        return this;
    }

    @Override
    public String modelId() {
        return pack.id();
    }

    @Override
    public ClassifierModel model() {
        return this;
    }

    @Override
    public ClassifierModel propose(List<ModelChange> changes) {
        return this;
    }

    @Override
    public void adopt(ClassifierModel model) {
        // It never learns.
    }

    @Override
    public int dimension() {
        return pack.transform().outputDimension();
    }

    @Override
    public int neighbours() {
        return 1;
    }

    @Override
    public SortedMap<String, Integer> sizes() {
        var sizes = new TreeMap<String, Integer>();
        pack.labels().stream().skip(mode.equals("fewer") ? 1 : 0).forEach(label -> sizes.put(label, 1));
        return sizes;
    }

    @Override
    public List<Prototype> prototypes() {
        return List.of();
    }

    @Override
    public void classify(float[] features, Classification into) {
        into.decide(pack.labels().get(0), 1, 0, 1);
    }
}
