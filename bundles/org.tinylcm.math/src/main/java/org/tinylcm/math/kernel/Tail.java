package org.tinylcm.math.kernel;

/** What is left behind the last whole step; the same for all kernels. */
final class Tail {

    private Tail() {
    }

    static float dot(float[] a, int aFrom, float[] b, int bFrom, int begin, int end) {
        float sum = 0;
        for (int i = begin; i < end; i++) {
            sum += a[aFrom + i] * b[bFrom + i];
        }
        return sum;
    }

    static float squaredEuclidean(float[] a, int aFrom, float[] b, int bFrom, int begin, int end) {
        float sum = 0;
        for (int i = begin; i < end; i++) {
            float difference = a[aFrom + i] - b[bFrom + i];
            sum += difference * difference;
        }
        return sum;
    }

    static float manhattan(float[] a, int aFrom, float[] b, int bFrom, int begin, int end) {
        float sum = 0;
        for (int i = begin; i < end; i++) {
            sum += Math.abs(a[aFrom + i] - b[bFrom + i]);
        }
        return sum;
    }

    /** Goes on with a sum. */
    static double wideSquaredEuclidean(double start, float[] a, float[] b, int begin, int end) {
        double sum = start;
        for (int i = begin; i < end; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
