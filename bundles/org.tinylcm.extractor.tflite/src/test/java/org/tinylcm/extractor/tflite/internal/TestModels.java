package org.tinylcm.extractor.tflite.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.image.Half;

/** Small models made for tests: tensors by name, operators in order. */
final class TestModels {
    private final List<Graph.Tensor> tensors = new ArrayList<>();
    private final List<Graph.Operator> operators = new ArrayList<>();

    int tensor(String name, TensorType type, Graph.Scale scale, int... shape) {
        return constant(name, type, scale, Graph.Data.NONE, shape);
    }

    int constant(String name, TensorType type, Graph.Scale scale, Graph.Data data, int... shape) {
        tensors.add(new Graph.Tensor(name, type.code, shape, null, scale, true, data));
        return tensors.size() - 1;
    }

    TestModels operator(OperatorKind kind, int[] inputs, int[] outputs, Object... options) {
        operators.add(new Graph.Operator(kind.code, 1, inputs, outputs, kind.optionType == 0 ? null : options));
        return this;
    }

    TestModels version(int version) {
        var last = operators.remove(operators.size() - 1);
        operators.add(new Graph.Operator(last.code(), version, last.inputs(), last.outputs(), last.options()));
        return this;
    }

    Graph graph(int input, int... outputs) {
        return new Graph(tensors, operators, new int[] {input}, outputs);
    }

    static Graph.Scale scale(float scale, long zeroPoint) {
        return new Graph.Scale(new float[] {scale}, new long[] {zeroPoint}, 0);
    }

    static Graph.Data floats(float... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return new Graph.Data(bytes.array(), 0, bytes.capacity());
    }

    static Graph.Data halves(float... values) {
        var bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Half.fromFloat(value));
        }
        return new Graph.Data(bytes.array(), 0, bytes.capacity());
    }

    static Graph.Data ints(int... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return new Graph.Data(bytes.array(), 0, bytes.capacity());
    }

    static Graph.Data bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return new Graph.Data(bytes, 0, bytes.length);
    }

    /**
     * float32: 2x2 average pool "pool" [1,4,4,3], 1x1 convolution "conv" [1,4,4,2] = (red + 2 green + 3 blue,
     * 0.5 - red), mean over all places "out" [1,2]; and a second branch "dead" that nothing needs.
     */
    static Graph floatNetwork(boolean halfWeights) {
        var m = new TestModels();
        int in = m.tensor("in", TensorType.FLOAT32, null, 1, 8, 8, 3);
        int pool = m.tensor("pool", TensorType.FLOAT32, null, 1, 4, 4, 3);
        int weights = m.constant("weights", TensorType.FLOAT32, null, floats(1, 2, 3, -1, 0, 0), 2, 1, 1, 3);
        int bias = m.constant("bias", TensorType.FLOAT32, null, floats(0, 0.5f), 2);
        int conv = m.tensor("conv", TensorType.FLOAT32, null, 1, 4, 4, 2);
        int dead = m.tensor("dead", TensorType.FLOAT32, null, 1, 4, 4, 2);
        int axes = m.constant("axes", TensorType.INT32, null, ints(1, 2), 2);
        int out = m.tensor("out", TensorType.FLOAT32, null, 1, 2);
        m.operator(OperatorKind.AVERAGE_POOL_2D, new int[] {in}, new int[] {pool}, 1, 2, 2, 2, 2, 0);
        if (halfWeights) {
            int halves = m.constant("halves", TensorType.FLOAT16, null, halves(1, 2, 3, -1, 0, 0), 2, 1, 1, 3);
            weights = m.tensor("dequantised", TensorType.FLOAT32, null, 2, 1, 1, 3);
            m.operator(OperatorKind.DEQUANTIZE, new int[] {halves}, new int[] {weights}).version(3);
        }
        m.operator(OperatorKind.CONV_2D, new int[] {pool, weights, bias}, new int[] {conv}, 1, 1, 1, 0, null, null,
                null);
        m.operator(OperatorKind.RELU, new int[] {conv}, new int[] {dead});
        m.operator(OperatorKind.MEAN, new int[] {conv, axes}, new int[] {out}, 0);
        return m.graph(in, out);
    }

    /** int8: convolution 1x1 with weights 1, 2, 3 and -1, 0, 0 (scale 1/64), then the same as above. */
    static Graph int8Network() {
        var m = new TestModels();
        var inScale = scale(1 / 255f, -128);
        int in = m.tensor("in", TensorType.INT8, inScale, 1, 8, 8, 3);
        int pool = m.tensor("pool", TensorType.INT8, inScale, 1, 4, 4, 3);
        int weights = m.constant("weights", TensorType.INT8, new Graph.Scale(new float[] {3 / 96f, 1 / 64f},
                new long[] {0, 0}, 0), bytes(32, 64, 96, -64, 0, 0), 2, 1, 1, 3);
        int bias = m.constant("bias", TensorType.INT32, new Graph.Scale(new float[] {3 / 96f / 255, 1 / 64f / 255},
                new long[] {0, 0}, 0), ints(0, 8160), 2);
        int conv = m.tensor("conv", TensorType.INT8, scale(7 / 255f, -91), 1, 4, 4, 2);
        m.operator(OperatorKind.AVERAGE_POOL_2D, new int[] {in}, new int[] {pool}, 1, 2, 2, 2, 2, 0).version(2);
        m.operator(OperatorKind.CONV_2D, new int[] {pool, weights, bias}, new int[] {conv}, 1, 1, 1, 0, null, null,
                null).version(3);
        return m.graph(in, conv);
    }

    /** uint8 in and out: 2x2 average pool. */
    static Graph uint8Network() {
        var m = new TestModels();
        var scale = scale(2 / 255f, 100);
        int in = m.tensor("in", TensorType.UINT8, scale, 1, 8, 8, 3);
        int pool = m.tensor("pool", TensorType.UINT8, scale, 1, 4, 4, 3);
        m.operator(OperatorKind.AVERAGE_POOL_2D, new int[] {in}, new int[] {pool}, 1, 2, 2, 2, 2, 0);
        return m.graph(in, pool);
    }

    /** float16 in; "same" is float16 too, "out" is float32 after a pool. */
    static Graph float16Network() {
        var m = new TestModels();
        int in = m.tensor("in", TensorType.FLOAT16, null, 1, 8, 8, 3);
        int shape = m.constant("shape", TensorType.INT32, null, ints(1, 8, 8, 3), 4);
        int same = m.tensor("same", TensorType.FLOAT16, null, 1, 8, 8, 3);
        int wide = m.tensor("wide", TensorType.FLOAT32, null, 1, 8, 8, 3);
        int out = m.tensor("out", TensorType.FLOAT32, null, 1, 4, 4, 3);
        m.operator(OperatorKind.RESHAPE, new int[] {in, shape}, new int[] {same}, new int[] {1, 8, 8, 3});
        m.operator(OperatorKind.DEQUANTIZE, new int[] {same}, new int[] {wide}).version(3);
        m.operator(OperatorKind.AVERAGE_POOL_2D, new int[] {wide}, new int[] {out}, 1, 2, 2, 2, 2, 0);
        return m.graph(in, out);
    }

    /** Turns the operator into another one, which need not be on the list of those that are accepted. */
    static byte[] withCode(byte[] model, OperatorKind from, int to) {
        var buffer = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 9 <= model.length; i += 4) {
            // Version, code, and the code's old field.
            if (buffer.getInt(i) == 1 && buffer.getInt(i + 4) == from.code
                    && model[i + 8] == Math.min(127, from.code)) {
                buffer.putInt(i + 4, to).put(i + 8, (byte) Math.min(127, to));
                return model;
            }
        }
        throw new IllegalStateException("the model has no " + from);
    }
}
