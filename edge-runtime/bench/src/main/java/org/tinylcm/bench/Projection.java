package org.tinylcm.bench;

import java.util.Arrays;
import org.tinylcm.model.LinearTransform;
import smile.feature.extraction.PCA;
import smile.math.matrix.Matrix;

/** The synthetic pack's transform in the forms that the others want. */
final class Projection {
    private final LinearTransform transform = new Synthetic().pack().transform();

    /** A loop of {@code HandWritten}, with the scaler folded into the weights as ours does. */
    Product byHand(String name) throws ReflectiveOperationException {
        int inputs = transform.inputDimension();
        var rows = transform.components().clone();
        var start = new float[transform.outputDimension()];
        for (int o = 0; o < start.length; o++) {
            double sum = 0;
            for (int i = 0; i < inputs; i++) {
                double weight = rows[o * inputs + i] / (double) transform.scale()[i];
                rows[o * inputs + i] = (float) weight;
                sum -= weight * transform.mean()[i];
            }
            start[o] = (float) sum;
        }
        return byHand(name, rows, start);
    }

    static Product byHand(String name, float[] rows, float[] start) throws ReflectiveOperationException {
        var type = Class.forName(Projection.class.getPackageName() + ".HandWritten$" + name);
        return (Product) type.getDeclaredConstructor(float[].class, float[].class).newInstance(rows, start);
    }

    /** Smile's PCA has no scaler: scales are put into its loadings. It makes its projection from them itself. */
    PCA smile() {
        int inputs = transform.inputDimension();
        int outputs = transform.outputDimension();
        var mean = Vectors.wide(transform.mean(), false);
        var loadings = new Matrix(inputs, outputs);
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                loadings.set(i, o, transform.components()[o * inputs + i] / (double) transform.scale()[i]);
            }
        }
        var variances = new double[outputs];
        Arrays.fill(variances, 1);
        return new PCA(mean, variances, loadings, loadings).getProjection(outputs);
    }
}
