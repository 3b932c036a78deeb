package org.tinylcm.model;

import java.nio.file.Path;

/**
 * The feature network.
 *
 * @param file where its bytes are: a file of its own that does not change while the pack is in use
 * @param sha256 SHA-256 of the file, 64 hex digits
 * @param featureTensor name of the tensor that is the feature output, or empty for the model's only output
 * @param dimension number of features after average pooling over height and width
 * @param input how to fill the input tensor
 * @param runtime version of the runtime and delegate that the pack was calibrated with, e.g. {@code 2.20.0 xnnpack}
 */
public record Backbone(Path file, String sha256, String featureTensor, int dimension, ImageInput input,
        String runtime) {
}
