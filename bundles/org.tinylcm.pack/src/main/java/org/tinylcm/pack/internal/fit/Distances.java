package org.tinylcm.pack.internal.fit;

import org.tinylcm.model.NeighbourRule.Metric;

/** The distances of {@link Metric}, for choosing prototypes; classifying is the classifier's business. */
public final class Distances {
    private Distances() {
    }

    /** Distance between {@code dimension} values of a from {@code atA} and of b from {@code atB}. */
    public static double between(Metric metric, float[] a, int atA, float[] b, int atB, int dimension) {
        return switch (metric) {
            case EUCLIDEAN -> euclidean(a, atA, b, atB, dimension);
            case MANHATTAN -> manhattan(a, atA, b, atB, dimension);
            case COSINE -> cosine(a, atA, b, atB, dimension);
        };
    }

    private static double euclidean(float[] a, int atA, float[] b, int atB, int dimension) {
        var sum = 0.0;
        for (int i = 0; i < dimension; i++) {
            var difference = a[atA + i] - b[atB + i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double manhattan(float[] a, int atA, float[] b, int atB, int dimension) {
        var sum = 0.0;
        for (int i = 0; i < dimension; i++) {
            sum += Math.abs(a[atA + i] - b[atB + i]);
        }
        return sum;
    }

    private static double cosine(float[] a, int atA, float[] b, int atB, int dimension) {
        var product = 0.0;
        var squaresA = 0.0;
        var squaresB = 0.0;
        for (int i = 0; i < dimension; i++) {
            product += a[atA + i] * b[atB + i];
            squaresA += a[atA + i] * a[atA + i];
            squaresB += b[atB + i] * b[atB + i];
        }
        return squaresA == 0 || squaresB == 0 ? 1 : 1 - product / Math.sqrt(squaresA * squaresB);
    }
}
