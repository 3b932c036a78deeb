package org.tinylcm.math.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Registers of 256 bits (AVX2 and wider): the eight partial sums are one register; four rows are under way at once. */
final class Vector256Kernel implements VectorKernel {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;

    @Override
    public String name() {
        return "vector-256";
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        int whole = length & -LANES;
        var sum = FloatVector.zero(S);
        for (int i = 0; i < whole; i += LANES) {
            sum = sum.add(FloatVector.fromArray(S, a, aFrom + i).mul(FloatVector.fromArray(S, b, bFrom + i)));
        }
        float total = join(sum);
        return whole == length ? total : total + Tail.dot(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public float squaredEuclidean(float[] a, int aFrom, float[] b, int bFrom, int length) {
        int whole = length & -LANES;
        var sum = FloatVector.zero(S);
        for (int i = 0; i < whole; i += LANES) {
            sum = plusSquare(sum, FloatVector.fromArray(S, a, aFrom + i).sub(FloatVector.fromArray(S, b, bFrom + i)));
        }
        float total = join(sum);
        return whole == length ? total : total + Tail.squaredEuclidean(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public float manhattan(float[] a, int aFrom, float[] b, int bFrom, int length) {
        int whole = length & -LANES;
        var sum = FloatVector.zero(S);
        for (int i = 0; i < whole; i += LANES) {
            sum = sum.add(FloatVector.fromArray(S, a, aFrom + i).sub(FloatVector.fromArray(S, b, bFrom + i)).abs());
        }
        float total = join(sum);
        return whole == length ? total : total + Tail.manhattan(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public void dots(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        int whole = dimension & -LANES;
        int row = 0;
        for (; row + 4 <= count; row += 4) {
            int at = (firstRow + row) * dimension;
            var s0 = FloatVector.zero(S);
            var s1 = FloatVector.zero(S);
            var s2 = FloatVector.zero(S);
            var s3 = FloatVector.zero(S);
            for (int i = 0, p = at; i < whole; i += LANES, p += LANES) {
                var q = FloatVector.fromArray(S, query, i);
                s0 = s0.add(q.mul(FloatVector.fromArray(S, rows, p)));
                s1 = s1.add(q.mul(FloatVector.fromArray(S, rows, p + dimension)));
                s2 = s2.add(q.mul(FloatVector.fromArray(S, rows, p + 2 * dimension)));
                s3 = s3.add(q.mul(FloatVector.fromArray(S, rows, p + 3 * dimension)));
            }
            out[row] = join(s0);
            out[row + 1] = join(s1);
            out[row + 2] = join(s2);
            out[row + 3] = join(s3);
            if (whole != dimension) {
                for (int r = 0; r < 4; r++) {
                    out[row + r] += Tail.dot(query, 0, rows, at + r * dimension, whole, dimension);
                }
            }
        }
        for (; row < count; row++) {
            out[row] = dot(query, 0, rows, (firstRow + row) * dimension, dimension);
        }
    }

    @Override
    public void squaredEuclideans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        int whole = dimension & -LANES;
        int row = 0;
        for (; row + 4 <= count; row += 4) {
            int at = (firstRow + row) * dimension;
            var s0 = FloatVector.zero(S);
            var s1 = FloatVector.zero(S);
            var s2 = FloatVector.zero(S);
            var s3 = FloatVector.zero(S);
            for (int i = 0, p = at; i < whole; i += LANES, p += LANES) {
                var q = FloatVector.fromArray(S, query, i);
                s0 = plusSquare(s0, q.sub(FloatVector.fromArray(S, rows, p)));
                s1 = plusSquare(s1, q.sub(FloatVector.fromArray(S, rows, p + dimension)));
                s2 = plusSquare(s2, q.sub(FloatVector.fromArray(S, rows, p + 2 * dimension)));
                s3 = plusSquare(s3, q.sub(FloatVector.fromArray(S, rows, p + 3 * dimension)));
            }
            out[row] = join(s0);
            out[row + 1] = join(s1);
            out[row + 2] = join(s2);
            out[row + 3] = join(s3);
            if (whole != dimension) {
                for (int r = 0; r < 4; r++) {
                    out[row + r] += Tail.squaredEuclidean(query, 0, rows, at + r * dimension, whole, dimension);
                }
            }
        }
        for (; row < count; row++) {
            out[row] = squaredEuclidean(query, 0, rows, (firstRow + row) * dimension, dimension);
        }
    }

    @Override
    public void manhattans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        int whole = dimension & -LANES;
        int row = 0;
        for (; row + 4 <= count; row += 4) {
            int at = (firstRow + row) * dimension;
            var s0 = FloatVector.zero(S);
            var s1 = FloatVector.zero(S);
            var s2 = FloatVector.zero(S);
            var s3 = FloatVector.zero(S);
            for (int i = 0, p = at; i < whole; i += LANES, p += LANES) {
                var q = FloatVector.fromArray(S, query, i);
                s0 = s0.add(q.sub(FloatVector.fromArray(S, rows, p)).abs());
                s1 = s1.add(q.sub(FloatVector.fromArray(S, rows, p + dimension)).abs());
                s2 = s2.add(q.sub(FloatVector.fromArray(S, rows, p + 2 * dimension)).abs());
                s3 = s3.add(q.sub(FloatVector.fromArray(S, rows, p + 3 * dimension)).abs());
            }
            out[row] = join(s0);
            out[row + 1] = join(s1);
            out[row + 2] = join(s2);
            out[row + 3] = join(s3);
            if (whole != dimension) {
                for (int r = 0; r < 4; r++) {
                    out[row + r] += Tail.manhattan(query, 0, rows, at + r * dimension, whole, dimension);
                }
            }
        }
        for (; row < count; row++) {
            out[row] = manhattan(query, 0, rows, (firstRow + row) * dimension, dimension);
        }
    }

    private static FloatVector plusSquare(FloatVector sum, FloatVector difference) {
        return sum.add(difference.mul(difference));
    }

    /**
     * ((s0+s4)+(s2+s6)) + ((s1+s5)+(s3+s7)), lane by lane: reduceLanes does not promise an order, and castShape to half
     * a register allocates (Java 17 and 25).
     */
    private static float join(FloatVector s) {
        float even = (s.lane(0) + s.lane(4)) + (s.lane(2) + s.lane(6));
        return even + ((s.lane(1) + s.lane(5)) + (s.lane(3) + s.lane(7)));
    }
}
