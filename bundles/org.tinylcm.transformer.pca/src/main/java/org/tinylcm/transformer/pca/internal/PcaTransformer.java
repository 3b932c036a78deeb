package org.tinylcm.transformer.pca.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.math.kernel.LinearMap;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;

/**
 * Scaler and projection in one product. y = C·((x - m) / s) = A·x + b with A = C/s and b = -A·m, so a frame costs one
 * pass over A and nothing else. A and b are made once, in double precision.
 *
 * <p>A pack whose network does not give as many features as its scaler expects is refused at activation: nothing is
 * ever padded, cut or passed through untransformed.
 */
@Component
public final class PcaTransformer implements FeatureTransformer {
    private final String modelId;
    private final LinearMap map;

    /** @throws IllegalArgumentException the parts of the pack do not fit together */
    @Activate
    public PcaTransformer(@Reference ModelPack pack) {
        this(pack.id(), pack.transform());
        pack.backbone().ifPresent(backbone -> fits("network", backbone.dimension(), map.inputs()));
        fits("prototypes", pack.prototypes().dimension(), map.outputs());
    }

    PcaTransformer(String modelId, LinearTransform transform) {
        this.modelId = modelId;
        this.map = fold(transform);
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public int inputDimension() {
        return map.inputs();
    }

    @Override
    public int outputDimension() {
        return map.outputs();
    }

    @Override
    public void transform(float[] raw, float[] features) {
        map.apply(raw, features);
    }

    private static LinearMap fold(LinearTransform transform) {
        int inputs = transform.inputDimension();
        int outputs = transform.outputDimension();
        var matrix = new float[inputs * outputs];
        var start = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            double sum = 0;
            for (int i = 0; i < inputs; i++) {
                double weight = transform.components()[o * inputs + i] / (double) transform.scale()[i];
                matrix[o * inputs + i] = finite(weight, o, i);
                sum += weight * transform.mean()[i];
            }
            start[o] = finite(-sum, o, -1);
        }
        return new LinearMap(matrix, inputs, start);
    }

    private static float finite(double value, int output, int input) {
        if (!Float.isFinite((float) value)) {
            throw new IllegalArgumentException("transform of output " + output
                    + (input < 0 ? " has no finite offset" : " has no finite weight for input " + input));
        }
        return (float) value;
    }

    private static void fits(String what, int has, int needs) {
        if (has != needs) {
            throw new IllegalArgumentException(
                    what + " of the model pack: " + has + " features, but its transform has " + needs);
        }
    }
}
