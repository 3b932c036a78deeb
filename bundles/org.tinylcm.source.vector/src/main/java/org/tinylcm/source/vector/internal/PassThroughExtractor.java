package org.tinylcm.source.vector.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.Stage;
import org.tinylcm.feature.StageTimer;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.ModelPack;

/** The extractor of packs without a network: frames are feature vectors already. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PassThroughExtractor implements FeatureExtractor {
    private final String modelId;
    private final int dimension;

    @Activate
    public PassThroughExtractor(@Reference(target = "(tinylcm.backbone=false)") ModelPack pack) {
        this(pack.id(), pack.transform().inputDimension());
    }

    PassThroughExtractor(String modelId, int dimension) {
        this.modelId = modelId;
        this.dimension = dimension;
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void extract(Frame frame, float[] features, StageTimer timer) {
        if (!(frame.payload() instanceof Payload.Vector vector)) {
            throw new BadInputException(frame.name(), "content",
                    "must be a feature vector: the pack in use has no network for pictures");
        }
        var values = vector.values();
        if (values.length != dimension) {
            throw new BadInputException(frame.name(), "content",
                    "must have " + dimension + " features like the pack in use, has " + values.length);
        }
        for (int i = 0; i < dimension; i++) {
            if (!Float.isFinite(values[i])) {
                throw new BadInputException(frame.name(), "feature " + (i + 1), "must be finite");
            }
            features[i] = values[i];
        }
        timer.ended(Stage.DECODE);
        timer.ended(Stage.PREPROCESS);
        timer.ended(Stage.MODEL);
    }
}
