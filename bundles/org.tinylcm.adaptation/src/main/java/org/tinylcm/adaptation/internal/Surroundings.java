package org.tinylcm.adaptation.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinylcm.adapt.AdaptationHeuristic;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.feedback.LabelListener;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.quarantine.Quarantine;

/** The services around, as they are at this moment. */
interface Surroundings {

    Pipeline pipeline();

    ModelPack pack();

    Optional<Quarantine> quarantine();

    Optional<AdaptationHeuristic> heuristic();

    List<DriftMonitor> monitors();

    List<LabelListener> labelListeners();

    Instant now();

    /** Notes it in the audit trail, if there is one. */
    void audit(String kind, Map<String, ?> details);

    /** @throws IllegalStateException there is none at the moment */
    default Classifier classifier() {
        return pipeline().classifier()
                .orElseThrow(() -> new IllegalStateException("the pipeline has no classifier at the moment"));
    }
}
