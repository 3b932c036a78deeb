package org.tinysphere.drifthub.control;

import java.util.List;

/**
 * Vectors on a plane: the two directions in which they differ most (principal components, found by power iteration with
 * deflation: Golub and Van Loan, Matrix Computations, 7.3).
 */
public final class Projection {
    private static final int ITERATIONS = 60;

    private Projection() {
    }

    /**
     * @param vectors all of the same length
     * @return for each vector x and y, scaled to -1..1; all zero if the vectors do not differ
     */
    public static double[][] plane(List<float[]> vectors) {
        var n = vectors.size();
        var dimension = n == 0 ? 0 : vectors.get(0).length;
        var centred = centre(vectors, n, dimension);
        var points = new double[n][2];
        for (var axis = 0; axis < 2; axis++) {
            var direction = direction(centred, dimension, axis);
            var longest = 0.0;
            for (var i = 0; i < n; i++) {
                points[i][axis] = dot(centred[i], direction);
                longest = Math.max(longest, Math.abs(points[i][axis]));
            }
            for (var i = 0; i < n; i++) {
                add(centred[i], direction, -points[i][axis]);
                points[i][axis] = longest == 0 ? 0 : points[i][axis] / longest;
            }
        }
        return points;
    }

    private static double[][] centre(List<float[]> vectors, int n, int dimension) {
        var mean = new double[dimension];
        for (var vector : vectors) {
            for (var j = 0; j < dimension; j++) {
                mean[j] += vector[j] / n;
            }
        }
        var centred = new double[n][dimension];
        for (var i = 0; i < n; i++) {
            for (var j = 0; j < dimension; j++) {
                centred[i][j] = vectors.get(i)[j] - mean[j];
            }
        }
        return centred;
    }

    private static double[] direction(double[][] rows, int dimension, int seed) {
        var random = new java.util.Random(seed);
        var direction = random.doubles(dimension, -1, 1).toArray();
        for (var i = 0; i < ITERATIONS; i++) {
            var next = new double[dimension];
            for (var row : rows) {
                add(next, row, dot(row, direction));
            }
            var length = Math.sqrt(dot(next, next));
            if (length == 0) {
                return next;
            }
            for (var j = 0; j < dimension; j++) {
                direction[j] = next[j] / length;
            }
        }
        return direction;
    }

    private static double dot(double[] a, double[] b) {
        var sum = 0.0;
        for (var j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double times) {
        for (var j = 0; j < to.length; j++) {
            to[j] += times * what[j];
        }
    }
}
