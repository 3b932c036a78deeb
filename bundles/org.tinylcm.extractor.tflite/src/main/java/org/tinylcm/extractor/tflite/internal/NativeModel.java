package org.tinylcm.extractor.tflite.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * A model inside the runtime: the only class that touches native memory. It knows nothing of OSGi or of TinyLCM, so
 * that the trial in a child process can use the very same code.
 *
 * <p>The interpreter reads the model's bytes and the resolver for as long as it lives, and does not keep them alive:
 * the fields do. Not safe for several threads.
 */
final class NativeModel implements AutoCloseable {
    private final BytePointer bytes;
    private final FlatBufferModel model;
    private final BuiltinOpResolver resolver;
    private final InterpreterBuilder builder;
    private final Interpreter interpreter;
    private final ByteBuffer input;
    private final ByteBuffer output;
    private final int inputType;
    private final int outputType;
    private final int[] outputShape;

    /**
     * Loads a model with one input and one output, and allocates its tensors.
     *
     * @param inputShape wanted shape of the input
     * @throws IllegalStateException the runtime does not want it; the message says at which step
     */
    NativeModel(byte[] file, int[] inputShape, int threads, boolean xnnpack) {
        bytes = new BytePointer(file.length);
        bytes.put(file, 0, file.length);
        model = FlatBufferModel.BuildFromBuffer(bytes, file.length);
        if (model == null || model.isNull()) {
            bytes.close();
            throw new IllegalStateException("the runtime cannot read the model");
        }
        resolver = xnnpack ? new BuiltinOpResolver() : new BuiltinOpResolverWithoutDefaultDelegates();
        builder = new InterpreterBuilder(model, resolver);
        interpreter = new Interpreter((Pointer) null);
        try {
            step(builder.SetNumThreads(threads), "setting " + threads + " threads");
            step(builder.apply(interpreter), "building the interpreter");
            if (!Arrays.equals(shape(interpreter.input_tensor(0)), inputShape)) {
                step(interpreter.ResizeInputTensor(interpreter.inputs().get(0), inputShape),
                        "setting the input's size");
            }
            step(interpreter.AllocateTensors(), "allocating the tensors");
            var in = interpreter.input_tensor(0);
            var out = interpreter.output_tensor(0);
            input = view(in);
            output = view(out);
            inputType = in.type();
            outputType = out.type();
            outputShape = shape(out);
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    /** Version of the runtime, e.g. {@code 2.20.0}. */
    static String runtimeVersion() {
        return tensorflowlite.TfLiteVersion().getString();
    }

    private static void step(int status, String what) {
        if (status != 0) {
            throw new IllegalStateException("the runtime failed at " + what);
        }
    }

    private static ByteBuffer view(TfLiteTensor tensor) {
        var data = tensor.data().raw();
        if (data == null || data.isNull() || tensor.bytes() < 1) {
            throw new IllegalStateException("a tensor has no memory");
        }
        return data.capacity(tensor.bytes()).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private static int[] shape(TfLiteTensor tensor) {
        var dims = tensor.dims();
        var shape = new int[dims.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dims.data(i);
        }
        return shape;
    }

    /** The input tensor's own memory. */
    ByteBuffer input() {
        return input;
    }

    /** The output tensor's own memory; what is in it is that of the latest {@link #invoke}. */
    ByteBuffer output() {
        return output;
    }

    /** The runtime's number for the type. */
    int inputType() {
        return inputType;
    }

    int outputType() {
        return outputType;
    }

    int[] outputShape() {
        return outputShape.clone();
    }

    /** Computes the output from the input. */
    void invoke() {
        step(interpreter.Invoke(), "running the network");
    }

    @Override
    public void close() {
        interpreter.close();
        builder.close();
        resolver.close();
        model.close();
        bytes.close();
    }
}
