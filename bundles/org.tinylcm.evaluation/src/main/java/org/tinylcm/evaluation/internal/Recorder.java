package org.tinylcm.evaluation.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.NeighbourRule.Metric;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.quarantine.Quarantine;

/** Hears a run from its first frame to its end and writes it down. */
final class Recorder implements PipelineListener {
    private final RecordWriter out;
    private final Quarantine quarantine;
    private final Adaptation adaptation;
    private final Map<Metric, ClassifierModel> models = new EnumMap<>(Metric.class);
    private final Classification classification;
    private final Progress progress;

    Recorder(RecordWriter out, ModelPack pack, ClassifierFactory classifiers, Quarantine quarantine,
            Adaptation adaptation, Progress progress) {
        this.out = out;
        this.quarantine = quarantine;
        this.adaptation = adaptation;
        this.progress = progress;
        var rule = pack.neighbourRule();
        for (var metric : Metric.values()) {
            models.put(metric, classifiers.create(pack.prototypes(),
                    new NeighbourRule(rule.k(), metric, rule.weighted()), new float[0]));
        }
        classification = new Classification(rule.k());
        out.start(pack);
    }

    @Override
    public void onFrame(FrameResult result) {
        long sequence = result.frame().sequence();
        out.frame(sequence, result.frame().name(), result.label(), result.unknown(), novelty(result.features()));
        if (result.quarantined()) {
            // Now, not at the end: by then it may have made room for others.
            quarantine.samples().stream().filter(sample -> sample.frame() == sequence)
                    .forEach(sample -> out.sample(sample.id(), sequence));
        }
        progress.step();
    }

    @Override
    public void onFailure(FrameFailure failure) {
        out.failure(failure);
    }

    @Override
    public void onDrift(DriftEvent event, FrameResult result) {
        out.turn(event.reading().monitor(), event.kind() == DriftEvent.Kind.ONSET, event.frame());
    }

    @Override
    public void onEnd() {
        adaptation.history().forEach(out::adaptation);
        out.end();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Novelty by each metric against what the pack knows, whatever was learned since. */
    private double[] novelty(float[] features) {
        var novelty = new double[models.size()];
        for (var metric : Metric.values()) {
            models.get(metric).classify(features, classification);
            novelty[metric.ordinal()] = classification.novelty();
        }
        return novelty;
    }
}
