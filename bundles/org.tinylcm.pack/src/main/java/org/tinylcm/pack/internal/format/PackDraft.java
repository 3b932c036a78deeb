package org.tinylcm.pack.internal.format;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/**
 * What goes into a pack.
 *
 * @param backbone the network, its file being where the bytes are now
 * @param thresholds what the builder says about each metric, for people; devices go by the scores
 * @param golden pictures keep their bytes in members of their own, vectors lie in one block
 * @param provenance how the pack was made, for people and the platform
 */
public record PackDraft(String name, String version, List<String> labels, Optional<Backbone> backbone,
        LinearTransform transform, NeighbourRule rule, SampleSet prototypes, SampleSet holdout,
        Calibration calibration, JsonObject thresholds, List<GoldenSample> golden, JsonObject provenance) {
}
