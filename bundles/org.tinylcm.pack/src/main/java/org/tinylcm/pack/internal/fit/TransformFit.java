package org.tinylcm.pack.internal.fit;

import org.tinylcm.model.LinearTransform;

/**
 * Standard scaler and principal components, fitted on training samples.
 *
 * @param transform what a device applies
 * @param explained share of the scaled features' variance that the components keep, 0..1
 * @param available components that the samples could have given
 */
public record TransformFit(LinearTransform transform, double explained, int available) {
    /** Directions with less than this share of the largest variance are rounding, not data. */
    private static final double RANK_TOLERANCE = 1e-9;

    /**
     * @param features row-major samples
     * @param dimension features per sample
     * @param samples indices of the samples to learn from, at least 2
     * @param wanted number of components; fewer come back if there are not so many
     * @param whiten true to give every component unit variance
     * @throws IllegalArgumentException the samples do not differ
     */
    public static TransformFit fit(float[] features, int dimension, int[] samples, int wanted, boolean whiten) {
        var mean = new float[dimension];
        var scale = new float[dimension];
        scaler(features, samples, mean, scale);
        var n = samples.length;
        var x = new double[n][dimension];
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < dimension; i++) {
                x[row][i] = ((double) features[samples[row] * dimension + i] - mean[i]) / scale[i];
            }
        }
        // The n x n products have the same non-zero eigenvalues as the d x d covariance; the smaller one is solved.
        var gram = n < dimension;
        var eigen = SymmetricEigen.of(gram ? products(x) : covariance(x));
        var values = eigen.values();
        if (!(values[0] > 0)) {
            throw new IllegalArgumentException("all samples have the same features");
        }
        var total = 0.0;
        var available = 0;
        for (var value : values) {
            total += Math.max(value, 0);
            available += value > RANK_TOLERANCE * values[0] ? 1 : 0;
        }
        available = Math.min(available, Math.min(n - 1, dimension));
        var count = Math.min(wanted, available);
        var components = new float[count * dimension];
        var kept = 0.0;
        for (int k = 0; k < count; k++) {
            kept += values[k];
            var direction = gram ? back(x, eigen.vectors()[k]) : eigen.vectors()[k];
            var factor = sign(direction) / (whiten ? Math.sqrt(values[k]) : 1);
            for (int i = 0; i < dimension; i++) {
                components[k * dimension + i] = (float) (factor * direction[i]);
            }
        }
        return new TransformFit(new LinearTransform(mean, scale, components, count), kept / total, available);
    }

    /** y = components · ((x - mean) / scale) for all samples, row-major. */
    public static float[] apply(LinearTransform transform, float[] features) {
        var inputs = transform.inputDimension();
        var outputs = transform.outputDimension();
        var count = features.length / inputs;
        var result = new float[count * outputs];
        var scaled = new double[inputs];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < inputs; i++) {
                scaled[i] = ((double) features[row * inputs + i] - transform.mean()[i]) / transform.scale()[i];
            }
            for (int k = 0; k < outputs; k++) {
                var sum = 0.0;
                for (int i = 0; i < inputs; i++) {
                    sum += transform.components()[k * inputs + i] * scaled[i];
                }
                result[row * outputs + k] = (float) sum;
            }
        }
        return result;
    }

    private static void scaler(float[] features, int[] samples, float[] mean, float[] scale) {
        var dimension = mean.length;
        for (int i = 0; i < dimension; i++) {
            var sum = 0.0;
            for (var sample : samples) {
                sum += features[sample * dimension + i];
            }
            var average = sum / samples.length;
            var squares = 0.0;
            for (var sample : samples) {
                var difference = features[sample * dimension + i] - average;
                squares += difference * difference;
            }
            var deviation = Math.sqrt(squares / samples.length);
            mean[i] = (float) average;
            // A feature that never varied has no scale of its own; dividing by almost nothing would make noise of it.
            scale[i] = deviation > 1e-6 * Math.abs(average) && deviation > 1e-12 ? (float) deviation : 1;
        }
    }

    private static double[][] covariance(double[][] x) {
        var d = x[0].length;
        var c = new double[d][d];
        for (var row : x) {
            for (int i = 0; i < d; i++) {
                var target = c[i];
                var value = row[i];
                for (int j = i; j < d; j++) {
                    target[j] += value * row[j];
                }
            }
        }
        return symmetric(c, x.length - 1);
    }

    private static double[][] products(double[][] x) {
        var n = x.length;
        var c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                var sum = 0.0;
                for (int k = 0; k < x[i].length; k++) {
                    sum += x[i][k] * x[j][k];
                }
                c[i][j] = sum;
            }
        }
        return symmetric(c, n - 1);
    }

    private static double[][] symmetric(double[][] upper, double divisor) {
        for (int i = 0; i < upper.length; i++) {
            for (int j = i; j < upper.length; j++) {
                upper[i][j] /= divisor;
                upper[j][i] = upper[i][j];
            }
        }
        return upper;
    }

    /** From an eigenvector of X Xᵀ to the unit eigenvector of Xᵀ X. */
    private static double[] back(double[][] x, double[] vector) {
        var direction = new double[x[0].length];
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] += vector[row] * x[row][i];
            }
        }
        var squares = 0.0;
        for (var value : direction) {
            squares += value * value;
        }
        var length = Math.sqrt(squares);
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= length;
        }
        return direction;
    }

    /** An eigenvector's sign means nothing; its largest value is made positive so that every run agrees. */
    private static double sign(double[] direction) {
        var largest = 0;
        for (int i = 1; i < direction.length; i++) {
            if (Math.abs(direction[i]) > Math.abs(direction[largest]) + 1e-12) {
                largest = i;
            }
        }
        return direction[largest] < 0 ? -1 : 1;
    }
}
