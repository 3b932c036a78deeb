package org.tinylcm.feature;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.tinylcm.model.Backbone;

/** Opens networks outside the pipeline: for the pack builder, self-tests and benchmarks. */
@ProviderType
public interface FeatureExtractorFactory {

    /** An extractor that its user closes. */
    interface OpenExtractor extends FeatureExtractor, AutoCloseable {
        @Override
        void close();
    }

    /**
     * What a model file offers.
     *
     * @param width width of the image input, pixels
     * @param height height of the image input, pixels
     * @param inputType {@code uint8}, {@code int8}, {@code float32} or {@code float16}
     * @param tensors names of the tensors that can be the feature output, in graph order
     * @param dimension features of the chosen tensor after average pooling over height and width
     * @param runtime version of runtime and delegate, e.g. {@code 2.20.0 xnnpack}
     */
    record BackboneInfo(int width, int height, String inputType, List<String> tensors, int dimension,
            String runtime) {
    }

    /**
     * Checks a model file without keeping it open.
     *
     * @param featureTensor name of the tensor wanted, empty for the only output
     * @throws org.tinylcm.input.BadInputException it is no model, has unsupported parts, or fails its trial run
     */
    BackboneInfo inspect(Path model, String featureTensor);

    /**
     * Opens a network.
     *
     * @param modelId what {@link FeatureExtractor#modelId} shall answer
     * @throws org.tinylcm.input.BadInputException it is no model, does not fit its description, or fails its trial run
     */
    OpenExtractor open(Backbone backbone, String modelId);
}
