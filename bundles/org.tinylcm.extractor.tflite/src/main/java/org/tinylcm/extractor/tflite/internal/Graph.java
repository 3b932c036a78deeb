package org.tinylcm.extractor.tflite.internal;

import java.util.List;

/**
 * The part of a model that is computed: one subgraph, read from the file. Arrays are shared; nobody writes to them.
 *
 * @param tensors all tensors
 * @param operators in the order in which they run
 * @param inputs tensor numbers
 * @param outputs tensor numbers
 */
record Graph(List<Tensor> tensors, List<Operator> operators, int[] inputs, int[] outputs) {

    /** A constant's bytes within the file. */
    record Data(byte[] bytes, int offset, int length) {
        static final Data NONE = new Data(new byte[0], 0, 0);
    }

    /**
     * @param signature shape with -1 for what may be any size, or null
     * @param data the constant, empty for what is computed
     */
    record Tensor(String name, int type, int[] shape, int[] signature, Scale scale, boolean hasRank, Data data) {

        boolean constant() {
            return data.length() > 0;
        }
    }

    /** Quantisation: one scale and zero point, or one for each index along {@code axis}; null arrays if absent. */
    record Scale(float[] scales, long[] zeroPoints, int axis) {
    }

    /**
     * @param code builtin operator of the schema
     * @param options one entry per field of the operator's option table: null if absent, an Integer (bits), or an
     *         int[]; null if there is no table
     */
    record Operator(int code, int version, int[] inputs, int[] outputs, Object[] options) {
    }
}
