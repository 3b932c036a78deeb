package org.tinylcm.classify;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The stage that labels features. Classifying is done by the model in use; changing it is propose, then adopt. */
@ProviderType
public interface Classifier {

    /** {@link org.tinylcm.model.ModelPack#id} of the pack that this stage was built from; all stages must agree. */
    String modelId();

    /** The model in use. One frame is classified by one model: read it once per frame. */
    ClassifierModel model();

    /**
     * The model that results from changes, without any effect on the model in use.
     *
     * @throws IllegalArgumentException a sample has the wrong dimension or is not finite, or a label does not exist
     */
    ClassifierModel propose(List<ModelChange> changes);

    /**
     * Takes a model made by {@link #propose} (or an earlier {@link #model}) into use from the next frame on.
     *
     * @throws IllegalArgumentException the model was made by another classifier or has another dimension
     */
    void adopt(ClassifierModel model);
}
