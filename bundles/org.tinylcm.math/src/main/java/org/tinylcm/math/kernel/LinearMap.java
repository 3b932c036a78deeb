package org.tinylcm.math.kernel;

/**
 * y = start + A·x for a fixed matrix A. Immutable; {@link #apply} allocates nothing and is safe for any thread.
 *
 * <p>The weights are kept input by input, one array each: every output then has a sum of its own, no sum runs across
 * a vector register, and C2 vectorises the loop by itself. The product is bound by memory bandwidth that way, so a
 * Vector API twin would gain nothing. Each output adds input after input: the same bits on every machine.
 */
public final class LinearMap {
    private final int inputs;
    private final int outputs;
    private final float[][] weights;
    private final float[] start;

    /**
     * @param matrix row-major, {@code start.length} rows × {@code inputs} columns; copied
     * @param start what is added; copied
     * @throws IllegalArgumentException the sizes do not fit together
     */
    public LinearMap(float[] matrix, int inputs, float[] start) {
        if (inputs < 1 || start.length < 1 || matrix.length != (long) inputs * start.length) {
            throw new IllegalArgumentException(
                    matrix.length + " weights are not " + start.length + " rows x " + inputs + " columns");
        }
        this.inputs = inputs;
        this.outputs = start.length;
        this.start = start.clone();
        weights = new float[inputs][outputs];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                weights[i][o] = matrix[o * inputs + i];
            }
        }
    }

    public int inputs() {
        return inputs;
    }

    public int outputs() {
        return outputs;
    }

    /**
     * @param x {@link #inputs} values from index 0
     * @param y receives {@link #outputs} values from index 0
     * @throws IllegalArgumentException an array is too short
     */
    public void apply(float[] x, float[] y) {
        if (x.length < inputs || y.length < outputs) {
            throw new IllegalArgumentException(
                    x.length + " -> " + y.length + " values given, " + inputs + " -> " + outputs + " needed");
        }
        System.arraycopy(start, 0, y, 0, outputs);
        int i = 0;
        for (; i + 4 <= inputs; i += 4) {
            addFour(weights[i], weights[i + 1], weights[i + 2], weights[i + 3], x[i], x[i + 1], x[i + 2], x[i + 3],
                    outputs, y);
        }
        for (; i < inputs; i++) {
            addOne(weights[i], x[i], outputs, y);
        }
    }

    private static void addFour(float[] w0, float[] w1, float[] w2, float[] w3, float x0, float x1, float x2, float x3,
            int outputs, float[] y) {
        for (int o = 0; o < outputs; o++) {
            y[o] = (((y[o] + x0 * w0[o]) + x1 * w1[o]) + x2 * w2[o]) + x3 * w3[o];
        }
    }

    private static void addOne(float[] w, float x, int outputs, float[] y) {
        for (int o = 0; o < outputs; o++) {
            y[o] += x * w[o];
        }
    }
}
