package org.tinylcm.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** What a person writes by hand with the Vector API, the weights or prototypes in one contiguous array. */
final class HandWritten {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    private HandWritten() {
    }

    /** Row by row: an inner product each, four sums under way, fused multiply-add. */
    static final class ByRow implements Product {
        private final float[] rows;
        private final float[] start;

        ByRow(float[] rows, float[] start) {
            this.rows = rows;
            this.start = start;
        }

        @Override
        public void apply(float[] x, float[] y) {
            int inputs = rows.length / start.length;
            int step = 4 * S.length();
            for (int o = 0; o < start.length; o++) {
                int at = o * inputs;
                var s0 = FloatVector.zero(S);
                var s1 = FloatVector.zero(S);
                var s2 = FloatVector.zero(S);
                var s3 = FloatVector.zero(S);
                for (int i = 0; i < inputs; i += step) {
                    s0 = FloatVector.fromArray(S, x, i).fma(FloatVector.fromArray(S, rows, at + i), s0);
                    s1 = next(x, at, i + S.length(), s1);
                    s2 = next(x, at, i + 2 * S.length(), s2);
                    s3 = next(x, at, i + 3 * S.length(), s3);
                }
                y[o] = start[o] + s0.add(s1).add(s2.add(s3))
                        .reduceLanes(VectorOperators.ADD);
            }
        }

        private FloatVector next(float[] x, int at, int i, FloatVector sum) {
            return FloatVector.fromArray(S, x, i).fma(FloatVector.fromArray(S, rows, at + i), sum);
        }
    }

    /** Input by input: four inputs are added to all outputs at a time. */
    static final class ByColumn implements Product {
        private final float[] columns;
        private final float[] start;

        ByColumn(float[] rows, float[] start) {
            int inputs = rows.length / start.length;
            this.start = start;
            columns = new float[rows.length];
            for (int o = 0; o < start.length; o++) {
                for (int i = 0; i < inputs; i++) {
                    columns[i * start.length + o] = rows[o * inputs + i];
                }
            }
        }

        @Override
        public void apply(float[] x, float[] y) {
            int outputs = start.length;
            System.arraycopy(start, 0, y, 0, outputs);
            for (int i = 0; i < columns.length / outputs; i += 4) {
                int at = i * outputs;
                var x0 = FloatVector.broadcast(S, x[i]);
                var x1 = FloatVector.broadcast(S, x[i + 1]);
                var x2 = FloatVector.broadcast(S, x[i + 2]);
                var x3 = FloatVector.broadcast(S, x[i + 3]);
                for (int o = 0; o < outputs; o += S.length()) {
                    var sum = FloatVector.fromArray(S, y, o);
                    sum = FloatVector.fromArray(S, columns, at + o).fma(x0, sum);
                    sum = FloatVector.fromArray(S, columns, at + outputs + o).fma(x1, sum);
                    sum = FloatVector.fromArray(S, columns, at + 2 * outputs + o).fma(x2, sum);
                    sum = FloatVector.fromArray(S, columns, at + 3 * outputs + o).fma(x3, sum);
                    sum.intoArray(y, o);
                }
            }
        }
    }

    /**
     * Squared Euclidean distances of x to all rows, four rows at a time: the widest registers, fused multiply-add,
     * lanes joined in whatever order. Its last bits differ from processor to processor, which ours may not.
     */
    static final class Distances implements Product {
        private final float[] rows;

        Distances(float[] rows, float[] unused) {
            this.rows = rows;
        }

        @Override
        public void apply(float[] x, float[] y) {
            int dimension = x.length;
            for (int row = 0; row < y.length; row += 4) {
                int at = row * dimension;
                var s0 = FloatVector.zero(S);
                var s1 = FloatVector.zero(S);
                var s2 = FloatVector.zero(S);
                var s3 = FloatVector.zero(S);
                for (int i = 0; i < dimension; i += S.length()) {
                    var q = FloatVector.fromArray(S, x, i);
                    var d0 = q.sub(FloatVector.fromArray(S, rows, at + i));
                    var d1 = q.sub(FloatVector.fromArray(S, rows, at + dimension + i));
                    var d2 = q.sub(FloatVector.fromArray(S, rows, at + 2 * dimension + i));
                    var d3 = q.sub(FloatVector.fromArray(S, rows, at + 3 * dimension + i));
                    s0 = d0.fma(d0, s0);
                    s1 = d1.fma(d1, s1);
                    s2 = d2.fma(d2, s2);
                    s3 = d3.fma(d3, s3);
                }
                y[row] = s0.reduceLanes(VectorOperators.ADD);
                y[row + 1] = s1.reduceLanes(VectorOperators.ADD);
                y[row + 2] = s2.reduceLanes(VectorOperators.ADD);
                y[row + 3] = s3.reduceLanes(VectorOperators.ADD);
            }
        }
    }

    /**
     * As {@link Distances}, with the arithmetic of the product's kernels to the bit: eight partial sums, products
     * rounded before they are added, lanes joined in the promised order.
     */
    static final class SameDistances implements Product {
        private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
        private static final VectorShuffle<Float> BY_FOUR = VectorShuffle.fromValues(EIGHT, 4, 5, 6, 7, 0, 1, 2, 3);
        private static final VectorShuffle<Float> BY_TWO = VectorShuffle.fromValues(EIGHT, 2, 3, 0, 1, 6, 7, 4, 5);
        private static final VectorShuffle<Float> BY_ONE = VectorShuffle.fromValues(EIGHT, 1, 0, 3, 2, 5, 4, 7, 6);
        private static final VectorMask<Float> LAST_FOUR = VectorMask.fromLong(EIGHT, 0xF0);
        private static final VectorMask<Float> LAST_TWO = VectorMask.fromLong(EIGHT, 0xCC);
        private final float[] rows;

        SameDistances(float[] rows, float[] unused) {
            this.rows = rows;
        }

        @Override
        public void apply(float[] x, float[] y) {
            int dimension = x.length;
            for (int row = 0; row < y.length; row += 4) {
                int at = row * dimension;
                var s0 = FloatVector.zero(EIGHT);
                var s1 = FloatVector.zero(EIGHT);
                var s2 = FloatVector.zero(EIGHT);
                var s3 = FloatVector.zero(EIGHT);
                for (int i = 0; i < dimension; i += 8) {
                    var q = FloatVector.fromArray(EIGHT, x, i);
                    var d0 = q.sub(FloatVector.fromArray(EIGHT, rows, at + i));
                    var d1 = q.sub(FloatVector.fromArray(EIGHT, rows, at + dimension + i));
                    var d2 = q.sub(FloatVector.fromArray(EIGHT, rows, at + 2 * dimension + i));
                    var d3 = q.sub(FloatVector.fromArray(EIGHT, rows, at + 3 * dimension + i));
                    s0 = s0.add(d0.mul(d0));
                    s1 = s1.add(d1.mul(d1));
                    s2 = s2.add(d2.mul(d2));
                    s3 = s3.add(d3.mul(d3));
                }
                var a = s0.blend(s1.rearrange(BY_FOUR), LAST_FOUR).add(s0.rearrange(BY_FOUR).blend(s1, LAST_FOUR));
                var b = s2.blend(s3.rearrange(BY_FOUR), LAST_FOUR).add(s2.rearrange(BY_FOUR).blend(s3, LAST_FOUR));
                var c = a.blend(b.rearrange(BY_TWO), LAST_TWO).add(a.rearrange(BY_TWO).blend(b, LAST_TWO));
                var d = c.add(c.rearrange(BY_ONE));
                y[row] = d.lane(0);
                y[row + 1] = d.lane(4);
                y[row + 2] = d.lane(2);
                y[row + 3] = d.lane(6);
            }
        }
    }
}
