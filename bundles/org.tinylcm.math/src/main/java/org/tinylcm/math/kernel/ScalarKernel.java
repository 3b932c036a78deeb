package org.tinylcm.math.kernel;

/** Plain Java. Eight independent sums keep the processor's adders busy. */
final class ScalarKernel implements VectorKernel {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int whole = length & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            int p = aFrom + i;
            int q = bFrom + i;
            s0 += a[p] * b[q];
            s1 += a[p + 1] * b[q + 1];
            s2 += a[p + 2] * b[q + 2];
            s3 += a[p + 3] * b[q + 3];
            s4 += a[p + 4] * b[q + 4];
            s5 += a[p + 5] * b[q + 5];
            s6 += a[p + 6] * b[q + 6];
            s7 += a[p + 7] * b[q + 7];
        }
        float sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
        return whole == length ? sum : sum + Tail.dot(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public float squaredEuclidean(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int whole = length & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            int p = aFrom + i;
            int q = bFrom + i;
            float d0 = a[p] - b[q];
            float d1 = a[p + 1] - b[q + 1];
            float d2 = a[p + 2] - b[q + 2];
            float d3 = a[p + 3] - b[q + 3];
            float d4 = a[p + 4] - b[q + 4];
            float d5 = a[p + 5] - b[q + 5];
            float d6 = a[p + 6] - b[q + 6];
            float d7 = a[p + 7] - b[q + 7];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
            s4 += d4 * d4;
            s5 += d5 * d5;
            s6 += d6 * d6;
            s7 += d7 * d7;
        }
        float sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
        return whole == length ? sum : sum + Tail.squaredEuclidean(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public float manhattan(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int whole = length & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            int p = aFrom + i;
            int q = bFrom + i;
            s0 += Math.abs(a[p] - b[q]);
            s1 += Math.abs(a[p + 1] - b[q + 1]);
            s2 += Math.abs(a[p + 2] - b[q + 2]);
            s3 += Math.abs(a[p + 3] - b[q + 3]);
            s4 += Math.abs(a[p + 4] - b[q + 4]);
            s5 += Math.abs(a[p + 5] - b[q + 5]);
            s6 += Math.abs(a[p + 6] - b[q + 6]);
            s7 += Math.abs(a[p + 7] - b[q + 7]);
        }
        float sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
        return whole == length ? sum : sum + Tail.manhattan(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public double wideSquaredEuclidean(float[] a, float[] b, int length) {
        return wide(a, b, length);
    }

    /** Four sums side by side: one alone would wait for each addition to end before the next begins. */
    static double wide(float[] a, float[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = length & -4;
        for (int i = 0; i < whole; i += 4) {
            double d0 = a[i] - b[i];
            double d1 = a[i + 1] - b[i + 1];
            double d2 = a[i + 2] - b[i + 2];
            double d3 = a[i + 3] - b[i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        return Tail.wideSquaredEuclidean(s0, a, b, whole, length) + ((s1 + s2) + s3);
    }

    @Override
    public void dots(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = dot(query, 0, rows, (firstRow + i) * dimension, dimension);
        }
    }

    @Override
    public void squaredEuclideans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = squaredEuclidean(query, 0, rows, (firstRow + i) * dimension, dimension);
        }
    }

    @Override
    public void manhattans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = manhattan(query, 0, rows, (firstRow + i) * dimension, dimension);
        }
    }
}
