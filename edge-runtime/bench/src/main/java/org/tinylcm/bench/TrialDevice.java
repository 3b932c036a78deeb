package org.tinylcm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.Concept;
import org.tinylcm.adaptation.internal.LockstepAdaptation;
import org.tinylcm.adapter.heuristic.internal.HeuristicProposer;
import org.tinylcm.classifier.knn.internal.KnnClassifier;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.internal.LockstepPipeline;
import org.tinylcm.quarantine.Quarantine;
import org.tinylcm.quarantine.internal.TrialQuarantine;
import org.tinylcm.source.vector.internal.PassThroughExtractor;
import org.tinylcm.state.Stateful;
import org.tinylcm.transformer.pca.internal.PcaTransformer;

/**
 * The device's own stages with their default settings, in one process and in lock-step, on frames that the caller
 * brings; and beside it the model that the pack began with, frozen.
 */
final class TrialDevice implements AutoCloseable {
    /** Those of the distribution that need no picture. */
    private static final List<String> MONITORS = List.of("knn-distance", "confidence", "feature", "diversity",
            "distribution");

    private final Path folder = Files.createTempDirectory("tinylcm-trial");
    private final TrialQuarantine shelf;
    private final Quarantine quarantine;
    private final Classifier classifier;
    private final LockstepAdaptation adaptation;
    private final LockstepPipeline pipeline;
    private final ClassifierModel frozen;
    private final Classification result;
    private long sequence;

    /**
     * What became of a frame.
     *
     * @param label what the device said
     * @param frozen what the frozen model says
     */
    record Answer(String label, String frozen) {
    }

    TrialDevice(ModelPack pack) throws IOException, ReflectiveOperationException {
        shelf = new TrialQuarantine(folder);
        quarantine = shelf.quarantine();
        classifier = (Classifier) Configured.component(KnnClassifier.class, Map.of(), pack);
        var monitors = new ArrayList<DriftMonitor>();
        for (var name : MONITORS) {
            monitors.add(Configured.monitor(name, pack));
        }
        var heuristic = (HeuristicProposer) Configured.component(HeuristicProposer.class, Map.of(), pack);
        adaptation = new LockstepAdaptation(this::pipeline, pack, quarantine, heuristic, monitors);
        pipeline = new LockstepPipeline(new PassThroughExtractor(pack), new PcaTransformer(pack), classifier, monitors,
                List.of((Stateful) classifier, adaptation), quarantine, new MemoryStates());
        adaptation.start();
        pipeline.listener(adaptation);
        frozen = classifier.model();
        result = new Classification(frozen.neighbours());
    }

    private LockstepPipeline pipeline() {
        return pipeline;
    }

    Answer frame(float[] features, String truth) throws InterruptedException {
        classifier.model().classify(features, result);
        var label = result.label();
        frozen.classify(features, result);
        var answer = new Answer(label, result.label());
        pipeline.process(new Frame(sequence, "frame " + sequence, Instant.EPOCH, truth, new Payload.Vector(features)));
        sequence++;
        return answer;
    }

    FeedbackResult tell(Feedback feedback) {
        return adaptation.apply(feedback);
    }

    Quarantine quarantine() {
        return quarantine;
    }

    ClassifierModel model() {
        return classifier.model();
    }

    List<Concept> concepts() {
        return adaptation.concepts();
    }

    /** Samples kept beside the pack. */
    int stored() {
        return adaptation.stored();
    }

    List<AdaptationRecord> history() {
        return adaptation.history();
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
        shelf.close();
        Folders.delete(folder);
    }
}
