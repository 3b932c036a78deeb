package org.tinylcm.protocol;

import java.util.List;
import java.util.Map;

/**
 * The model that a device uses. No weights: the platform has the packs, or does not need them.
 *
 * @param modelId SHA-256 of the pack's content
 * @param name name of the pack
 * @param version version of the pack
 * @param labels classes of the pack, in the order of their index
 * @param inputDimension raw features
 * @param dimension transformed features
 * @param neighbours neighbours that decide
 * @param metric {@code euclidean}, {@code manhattan}, {@code cosine}
 * @param backboneSha256 digest of the network's file, absent if frames are vectors
 * @param featureTensor tensor that gives the features, absent if frames are vectors
 * @param figures held-out accuracy and the like, from the builder
 * @param prototypes prototypes in use now, by label: what the device learned since is in here
 */
public record ModelDoc(int schemaVersion, String modelId, String name, String version, List<String> labels,
        int inputDimension, int dimension, int neighbours, String metric, String backboneSha256, String featureTensor,
        Map<String, Double> figures, Map<String, Integer> prototypes) implements Versioned {
    public static final int VERSION = 1;

    public ModelDoc {
        Checks.required(modelId, "modelId");
        labels = Checks.list(labels);
        figures = Checks.map(figures);
        prototypes = Checks.map(prototypes);
    }
}
