package org.tinylcm.classifier.knn.internal;

import java.util.AbstractList;
import java.util.List;
import java.util.SortedMap;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.Prototype;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.NeighbourRule;

/**
 * Prototypes in one contiguous block and the rule that decides.
 *
 * <p>Score = share of the votes that the winning label has × trust ({@link Familiarity}): inside the range of known
 * samples it is the vote share, far away it falls to 0 however well the neighbours agree. Confidence is what the pack's
 * {@link AnswerRule} makes of it. A sample is unknown when the chance that a known one is at least as novel is no more
 * than the rule's share.
 */
final class KnnModel implements ClassifierModel {
    private final Object owner;
    private final NeighbourRule rule;
    private final Memory memory;
    private final Search search;
    private final Familiarity familiarity;
    private final AnswerRule answers;
    private final ScratchPool pool = new ScratchPool();

    /** @param owner who may take it into use */
    KnnModel(Object owner, NeighbourRule rule, Memory memory, Familiarity familiarity, AnswerRule answers) {
        this.owner = owner;
        this.rule = rule;
        this.memory = memory;
        this.familiarity = familiarity;
        this.answers = answers;
        search = new Search(rule.metric(), memory.rows(), memory.size(), memory.dimension());
    }

    KnnModel with(Memory changed) {
        return new KnnModel(owner, rule, changed, familiarity, answers);
    }

    boolean belongsTo(Object someone) {
        return owner == someone;
    }

    Memory memory() {
        return memory;
    }

    @Override
    public int dimension() {
        return memory.dimension();
    }

    @Override
    public int neighbours() {
        return rule.k();
    }

    @Override
    public SortedMap<String, Integer> sizes() {
        return memory.sizes();
    }

    /** A view: the features of a prototype are copied out of the block when it is asked for. */
    @Override
    public List<Prototype> prototypes() {
        return new AbstractList<>() {
            @Override
            public Prototype get(int index) {
                return memory.prototype(index);
            }

            @Override
            public int size() {
                return memory.size();
            }
        };
    }

    @Override
    public void classify(float[] features, Classification into) {
        into.clear();
        if (memory.size() == 0 || hasNaN(features)) {
            return;
        }
        var scratch = pool.take();
        classify(features, scratch, into);
        pool.giveBack(scratch);
    }

    private void classify(float[] features, Scratch scratch, Classification into) {
        search.nearest(features, rule.k(), scratch);
        double sum = 0;
        for (int i = 0; i < scratch.found(); i++) {
            int row = scratch.rows[i];
            into.addNeighbour(memory.label(row), scratch.distances[i], row);
            sum += scratch.distances[i];
        }
        Vote.weigh(scratch, rule.weighted());
        int winner = Vote.winner(scratch, memory.classes());
        double novelty = sum / scratch.found();
        double familiar = familiarity.of(novelty);
        double score = Vote.share(scratch, memory.classes(), winner) * familiarity.trust(novelty, familiar);
        into.decide(memory.label(scratch.rows[winner]), answers.confidence(score), novelty, familiar,
                familiarity.chance(novelty, familiar) <= answers.unknownShare());
    }

    private boolean hasNaN(float[] features) {
        for (int i = 0; i < memory.dimension(); i++) {
            if (Float.isNaN(features[i])) {
                return true;
            }
        }
        return false;
    }
}
