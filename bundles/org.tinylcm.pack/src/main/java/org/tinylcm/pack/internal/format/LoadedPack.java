package org.tinylcm.pack.internal.format;

import java.util.List;
import java.util.Optional;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/** A pack that was verified as a whole. */
public record LoadedPack(String id, String name, String version, List<String> labels, Optional<Backbone> backbone,
        LinearTransform transform, NeighbourRule neighbourRule, SampleSet prototypes, SampleSet holdout,
        Calibration calibration, List<GoldenSample> goldenSamples) implements ModelPack {
    public LoadedPack {
        labels = List.copyOf(labels);
        goldenSamples = List.copyOf(goldenSamples);
    }
}
