package org.tinylcm.math.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Registers of 128 bits (NEON, SSE): the eight partial sums are two registers; two rows are under way at once. */
final class Vector128Kernel implements VectorKernel {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;

    @Override
    public String name() {
        return "vector-128";
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        int whole = length & -LANES;
        var low = FloatVector.zero(S);
        var high = FloatVector.zero(S);
        for (int i = 0; i < whole; i += LANES) {
            low = low.add(FloatVector.fromArray(S, a, aFrom + i).mul(FloatVector.fromArray(S, b, bFrom + i)));
            var a1 = FloatVector.fromArray(S, a, aFrom + i + 4);
            var b1 = FloatVector.fromArray(S, b, bFrom + i + 4);
            high = high.add(a1.mul(b1));
        }
        float total = join(low, high);
        return whole == length ? total : total + Tail.dot(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public void dots(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        int whole = dimension & -LANES;
        int row = 0;
        for (; row + 2 <= count; row += 2) {
            int at = (firstRow + row) * dimension;
            var low0 = FloatVector.zero(S);
            var high0 = FloatVector.zero(S);
            var low1 = FloatVector.zero(S);
            var high1 = FloatVector.zero(S);
            for (int i = 0, p = at; i < whole; i += LANES, p += LANES) {
                var low = FloatVector.fromArray(S, query, i);
                var high = FloatVector.fromArray(S, query, i + 4);
                low0 = low0.add(low.mul(FloatVector.fromArray(S, rows, p)));
                high0 = high0.add(high.mul(FloatVector.fromArray(S, rows, p + 4)));
                low1 = low1.add(low.mul(FloatVector.fromArray(S, rows, p + dimension)));
                high1 = high1.add(high.mul(FloatVector.fromArray(S, rows, p + dimension + 4)));
            }
            out[row] = join(low0, high0);
            out[row + 1] = join(low1, high1);
            if (whole != dimension) {
                out[row] += Tail.dot(query, 0, rows, at, whole, dimension);
                out[row + 1] += Tail.dot(query, 0, rows, at + dimension, whole, dimension);
            }
        }
        if (row < count) {
            out[row] = dot(query, 0, rows, (firstRow + row) * dimension, dimension);
        }
    }

    @Override
    public float squaredEuclidean(float[] a, int aFrom, float[] b, int bFrom, int length) {
        int whole = length & -LANES;
        var low = FloatVector.zero(S);
        var high = FloatVector.zero(S);
        for (int i = 0; i < whole; i += LANES) {
            low = plusSquare(low, FloatVector.fromArray(S, a, aFrom + i).sub(FloatVector.fromArray(S, b, bFrom + i)));
            var a1 = FloatVector.fromArray(S, a, aFrom + i + 4);
            var b1 = FloatVector.fromArray(S, b, bFrom + i + 4);
            high = plusSquare(high, a1.sub(b1));
        }
        float total = join(low, high);
        return whole == length ? total : total + Tail.squaredEuclidean(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public void squaredEuclideans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        int whole = dimension & -LANES;
        int row = 0;
        for (; row + 2 <= count; row += 2) {
            int at = (firstRow + row) * dimension;
            var low0 = FloatVector.zero(S);
            var high0 = FloatVector.zero(S);
            var low1 = FloatVector.zero(S);
            var high1 = FloatVector.zero(S);
            for (int i = 0, p = at; i < whole; i += LANES, p += LANES) {
                var low = FloatVector.fromArray(S, query, i);
                var high = FloatVector.fromArray(S, query, i + 4);
                low0 = plusSquare(low0, low.sub(FloatVector.fromArray(S, rows, p)));
                high0 = plusSquare(high0, high.sub(FloatVector.fromArray(S, rows, p + 4)));
                low1 = plusSquare(low1, low.sub(FloatVector.fromArray(S, rows, p + dimension)));
                high1 = plusSquare(high1, high.sub(FloatVector.fromArray(S, rows, p + dimension + 4)));
            }
            out[row] = join(low0, high0);
            out[row + 1] = join(low1, high1);
            if (whole != dimension) {
                out[row] += Tail.squaredEuclidean(query, 0, rows, at, whole, dimension);
                out[row + 1] += Tail.squaredEuclidean(query, 0, rows, at + dimension, whole, dimension);
            }
        }
        if (row < count) {
            out[row] = squaredEuclidean(query, 0, rows, (firstRow + row) * dimension, dimension);
        }
    }

    @Override
    public float manhattan(float[] a, int aFrom, float[] b, int bFrom, int length) {
        int whole = length & -LANES;
        var low = FloatVector.zero(S);
        var high = FloatVector.zero(S);
        for (int i = 0; i < whole; i += LANES) {
            low = low.add(FloatVector.fromArray(S, a, aFrom + i).sub(FloatVector.fromArray(S, b, bFrom + i)).abs());
            var a1 = FloatVector.fromArray(S, a, aFrom + i + 4);
            var b1 = FloatVector.fromArray(S, b, bFrom + i + 4);
            high = high.add(a1.sub(b1).abs());
        }
        float total = join(low, high);
        return whole == length ? total : total + Tail.manhattan(a, aFrom, b, bFrom, whole, length);
    }

    @Override
    public void manhattans(float[] query, float[] rows, int firstRow, int count, int dimension, float[] out) {
        int whole = dimension & -LANES;
        int row = 0;
        for (; row + 2 <= count; row += 2) {
            int at = (firstRow + row) * dimension;
            var low0 = FloatVector.zero(S);
            var high0 = FloatVector.zero(S);
            var low1 = FloatVector.zero(S);
            var high1 = FloatVector.zero(S);
            for (int i = 0, p = at; i < whole; i += LANES, p += LANES) {
                var low = FloatVector.fromArray(S, query, i);
                var high = FloatVector.fromArray(S, query, i + 4);
                low0 = low0.add(low.sub(FloatVector.fromArray(S, rows, p)).abs());
                high0 = high0.add(high.sub(FloatVector.fromArray(S, rows, p + 4)).abs());
                low1 = low1.add(low.sub(FloatVector.fromArray(S, rows, p + dimension)).abs());
                high1 = high1.add(high.sub(FloatVector.fromArray(S, rows, p + dimension + 4)).abs());
            }
            out[row] = join(low0, high0);
            out[row + 1] = join(low1, high1);
            if (whole != dimension) {
                out[row] += Tail.manhattan(query, 0, rows, at, whole, dimension);
                out[row + 1] += Tail.manhattan(query, 0, rows, at + dimension, whole, dimension);
            }
        }
        if (row < count) {
            out[row] = manhattan(query, 0, rows, (firstRow + row) * dimension, dimension);
        }
    }

    /** Only two doubles fit into a register, so this is plain Java. */
    @Override
    public double wideSquaredEuclidean(float[] a, float[] b, int length) {
        return ScalarKernel.wide(a, b, length);
    }

    private static FloatVector plusSquare(FloatVector sum, FloatVector difference) {
        return sum.add(difference.mul(difference));
    }

    /** ((s0+s4)+(s2+s6)) + ((s1+s5)+(s3+s7)); reduceLanes does not promise an order. */
    private static float join(FloatVector low, FloatVector high) {
        var four = low.add(high);
        return (four.lane(0) + four.lane(2)) + (four.lane(1) + four.lane(3));
    }
}
