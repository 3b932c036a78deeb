package org.tinylcm.math.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Registers of 256 bits (AVX2 and wider): the eight partial sums are one register; four rows are under way at once. */
final class Vector256Kernel implements VectorKernel {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_256;
    /** Exchange the halves of a register, the pairs of each half, the lanes of each pair. */
    private static final VectorShuffle<Float> HALVES = VectorShuffle.fromValues(S, 4, 5, 6, 7, 0, 1, 2, 3);
    private static final VectorShuffle<Float> PAIRS = VectorShuffle.fromValues(S, 2, 3, 0, 1, 6, 7, 4, 5);
    private static final VectorShuffle<Float> LANES_OF_PAIRS = VectorShuffle.fromValues(S, 1, 0, 3, 2, 5, 4, 7, 6);
    private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(S, 0b1111_0000);
    private static final VectorMask<Float> UPPER_PAIRS = VectorMask.fromLong(S, 0b1100_1100);

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
            for (int i = 0; i < whole; i += LANES) {
                var q = FloatVector.fromArray(S, query, i);
                s0 = s0.add(q.mul(FloatVector.fromArray(S, rows, at + i)));
                s1 = s1.add(q.mul(FloatVector.fromArray(S, rows, at + dimension + i)));
                s2 = s2.add(q.mul(FloatVector.fromArray(S, rows, at + 2 * dimension + i)));
                s3 = s3.add(q.mul(FloatVector.fromArray(S, rows, at + 3 * dimension + i)));
            }
            joinFour(s0, s1, s2, s3, out, row);
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
            for (int i = 0; i < whole; i += LANES) {
                var q = FloatVector.fromArray(S, query, i);
                s0 = plusSquare(s0, q.sub(FloatVector.fromArray(S, rows, at + i)));
                s1 = plusSquare(s1, q.sub(FloatVector.fromArray(S, rows, at + dimension + i)));
                s2 = plusSquare(s2, q.sub(FloatVector.fromArray(S, rows, at + 2 * dimension + i)));
                s3 = plusSquare(s3, q.sub(FloatVector.fromArray(S, rows, at + 3 * dimension + i)));
            }
            joinFour(s0, s1, s2, s3, out, row);
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
            for (int i = 0; i < whole; i += LANES) {
                var q = FloatVector.fromArray(S, query, i);
                s0 = s0.add(q.sub(FloatVector.fromArray(S, rows, at + i)).abs());
                s1 = s1.add(q.sub(FloatVector.fromArray(S, rows, at + dimension + i)).abs());
                s2 = s2.add(q.sub(FloatVector.fromArray(S, rows, at + 2 * dimension + i)).abs());
                s3 = s3.add(q.sub(FloatVector.fromArray(S, rows, at + 3 * dimension + i)).abs());
            }
            joinFour(s0, s1, s2, s3, out, row);
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

    /** The four partial sums are one register; plain Java converts float to double one by one. */
    @Override
    public double wideSquaredEuclidean(float[] a, float[] b, int length) {
        int whole = length & -4;
        var sum = DoubleVector.zero(WIDE);
        for (int i = 0; i < whole; i += 4) {
            var difference = FloatVector.fromArray(FOUR, a, i).sub(FloatVector.fromArray(FOUR, b, i));
            var wide = (DoubleVector) difference.convertShape(VectorOperators.F2D, WIDE, 0);
            sum = sum.add(wide.mul(wide));
        }
        return Tail.wideSquaredEuclidean(sum.lane(0), a, b, whole, length)
                + ((sum.lane(1) + sum.lane(2)) + sum.lane(3));
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

    /** {@link #join} of four registers at once, with the same order of sums: no lane is taken out before the end. */
    private static void joinFour(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] out, int at) {
        var pairs = addFolded(addFolded(s0, s1, HALVES, UPPER_HALF), addFolded(s2, s3, HALVES, UPPER_HALF), PAIRS,
                UPPER_PAIRS);
        var sums = pairs.add(pairs.rearrange(LANES_OF_PAIRS));
        out[at] = sums.lane(0);
        out[at + 1] = sums.lane(4);
        out[at + 2] = sums.lane(2);
        out[at + 3] = sums.lane(6);
    }

    /** Lower parts plus upper parts: those of a in the lower parts of the result, those of b in the upper ones. */
    private static FloatVector addFolded(FloatVector a, FloatVector b, VectorShuffle<Float> exchanged,
            VectorMask<Float> upper) {
        return a.blend(b.rearrange(exchanged), upper).add(a.rearrange(exchanged).blend(b, upper));
    }
}
