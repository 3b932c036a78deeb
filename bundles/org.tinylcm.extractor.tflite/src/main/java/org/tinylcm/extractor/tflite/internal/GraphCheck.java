package org.tinylcm.extractor.tflite.internal;

/** What must hold between the parts of a graph. */
final class GraphCheck {
    /** All tensors of the largest image networks together need about a quarter of it. */
    private static final long MAX_TENSOR_BYTES = 256L << 20;

    private final FlatFile file;
    private final Graph graph;

    GraphCheck(FlatFile file, Graph graph) {
        this.file = file;
        this.graph = graph;
    }

    void run() {
        long total = 0;
        for (int i = 0; i < graph.tensors().size(); i++) {
            total += tensor("tensor " + i, graph.tensors().get(i));
            if (total > MAX_TENSOR_BYTES) {
                throw file.bad("tensors", "need more than " + (MAX_TENSOR_BYTES >> 20) + " MiB");
            }
        }
        order();
    }

    private long tensor(String part, Graph.Tensor tensor) {
        long elements = 1;
        for (int size : tensor.shape()) {
            if (size < 0) {
                throw file.bad(part, "has a size of " + size);
            }
            elements *= size;
            if (elements > MAX_TENSOR_BYTES) {
                throw file.bad(part, "is larger than " + (MAX_TENSOR_BYTES >> 20) + " MiB");
            }
        }
        long bytes = TensorType.of(tensor.type()).bytes(elements);
        if (tensor.constant() && tensor.data().length() != bytes) {
            throw file.bad(part, "its shape needs " + bytes + " bytes, its buffer has " + tensor.data().length());
        }
        if (tensor.signature() != null && tensor.signature().length != tensor.shape().length) {
            throw file.bad(part, "has a signature that does not fit its shape");
        }
        if (tensor.scale() != null) {
            scale(part, tensor);
        }
        return bytes;
    }

    private void scale(String part, Graph.Tensor tensor) {
        var scale = tensor.scale();
        int count = scale.scales().length;
        for (float value : scale.scales()) {
            if (!Float.isFinite(value) || value < 0) {
                throw file.bad(part, "has a quantisation scale of " + value);
            }
        }
        for (long zeroPoint : scale.zeroPoints()) {
            if (zeroPoint < -32_768 || zeroPoint > 32_767) {
                throw file.bad(part, "has a zero point of " + zeroPoint);
            }
        }
        if (scale.zeroPoints().length != count && scale.zeroPoints().length > 1) {
            throw file.bad(part, count + " scales but " + scale.zeroPoints().length + " zero points");
        }
        boolean perChannel = count > 1;
        if (perChannel && (scale.axis() < 0 || scale.axis() >= tensor.shape().length
                || tensor.shape()[scale.axis()] != count)) {
            throw file.bad(part, count + " scales do not fit its shape");
        }
    }

    /** Everything is computed once, and before it is used. */
    private void order() {
        int count = graph.tensors().size();
        var known = new boolean[count];
        for (int i = 0; i < count; i++) {
            known[i] = graph.tensors().get(i).constant();
        }
        for (int input : graph.inputs()) {
            define(known, input, "inputs");
        }
        for (int i = 0; i < graph.operators().size(); i++) {
            var operator = graph.operators().get(i);
            String part = "operator " + i + " " + OperatorKind.of(operator.code());
            if (operator.inputs().length == 0 || operator.outputs().length == 0) {
                throw file.bad(part, "must have inputs and outputs");
            }
            for (int input : operator.inputs()) {
                if (input != -1) {
                    use(known, input, part);
                }
            }
            for (int output : operator.outputs()) {
                define(known, output, part);
            }
        }
        for (int output : graph.outputs()) {
            use(known, output, "outputs");
        }
    }

    private void use(boolean[] known, int tensor, String part) {
        if (tensor < 0 || tensor >= known.length) {
            throw file.bad(part, "refers to tensor " + tensor + " of " + known.length);
        }
        // A constant without elements has no bytes to tell that it is one.
        boolean empty = TensorType.of(graph.tensors().get(tensor).type()).bytes(elements(tensor)) == 0;
        if (!known[tensor] && !empty) {
            throw file.bad(part, "uses tensor " + tensor + " before it is computed");
        }
    }

    private void define(boolean[] known, int tensor, String part) {
        if (tensor < 0 || tensor >= known.length) {
            throw file.bad(part, "refers to tensor " + tensor + " of " + known.length);
        }
        if (known[tensor]) {
            throw file.bad(part, "writes tensor " + tensor + ", which has its value already");
        }
        known[tensor] = true;
    }

    private long elements(int tensor) {
        long elements = 1;
        for (int size : graph.tensors().get(tensor).shape()) {
            elements *= size;
        }
        return elements;
    }
}
