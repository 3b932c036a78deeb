package org.tinylcm.extractor.tflite.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a graph as a model file of our own. What the runtime reads is always this, never the bytes that came from
 * outside: every offset, length and option in it is one that {@link GraphReader} has understood.
 */
final class GraphWriter {
    private final Graph graph;
    private final FlatWriter out;
    private final List<Graph.Data> buffers = new ArrayList<>();
    private final Map<Graph.Data, Integer> bufferNumbers = new IdentityHashMap<>();
    private final Map<Long, Integer> codes = new LinkedHashMap<>();

    private GraphWriter(Graph graph) {
        this.graph = graph;
        // By convention the first buffer is empty and stands for "computed".
        buffers.add(Graph.Data.NONE);
        bufferNumbers.put(Graph.Data.NONE, 0);
        long size = 4096;
        for (var tensor : graph.tensors()) {
            if (bufferNumbers.putIfAbsent(tensor.data(), buffers.size()) == null) {
                buffers.add(tensor.data());
                size += tensor.data().length() + 32;
            }
            size += 512;
        }
        for (var operator : graph.operators()) {
            codes.putIfAbsent(codeKey(operator), codes.size());
            size += 256;
        }
        out = new FlatWriter(Math.toIntExact(size));
    }

    static byte[] write(Graph graph) {
        return new GraphWriter(graph).model();
    }

    private byte[] model() {
        int[] model = out.table(0, "ioo-o", 3);
        int[] codePlaces = out.offsets(model[1], codes.size());
        for (var entry : codes.entrySet()) {
            int code = (int) (entry.getKey() >> 32);
            out.table(codePlaces[entry.getValue()], "b-ii", Math.min(code, 127), 0, (int) (long) entry.getKey(), code);
        }
        int[] bufferPlaces = out.offsets(model[4], buffers.size());
        for (int i = 0; i < buffers.size(); i++) {
            var data = buffers.get(i);
            int[] buffer = out.table(bufferPlaces[i], data.length() == 0 ? "-" : "o");
            if (data.length() > 0) {
                out.data(buffer[0], data);
            }
        }
        int[] subgraph = out.table(out.offsets(model[2], 1)[0], "oooo");
        out.ints(subgraph[1], graph.inputs());
        out.ints(subgraph[2], graph.outputs());
        int[] tensorPlaces = out.offsets(subgraph[0], graph.tensors().size());
        for (int i = 0; i < tensorPlaces.length; i++) {
            tensor(tensorPlaces[i], graph.tensors().get(i));
        }
        int[] operatorPlaces = out.offsets(subgraph[3], graph.operators().size());
        for (int i = 0; i < operatorPlaces.length; i++) {
            operator(operatorPlaces[i], graph.operators().get(i));
        }
        return out.finish();
    }

    private void tensor(int reference, Graph.Tensor tensor) {
        var kinds = "obio" + (tensor.scale() == null ? "-" : "o") + "--" + (tensor.signature() == null ? "-" : "o")
                + "b";
        int[] table = out.table(reference, kinds, 0, tensor.type(), bufferNumbers.get(tensor.data()), 0, 0, 0, 0, 0,
                tensor.hasRank() ? 1 : 0);
        out.ints(table[0], tensor.shape());
        out.text(table[3], tensor.name());
        if (tensor.scale() != null) {
            int[] scale = out.table(table[4], "--oo--i", 0, 0, 0, 0, 0, 0, tensor.scale().axis());
            out.floats(scale[2], tensor.scale().scales());
            out.longs(scale[3], zeroPoints(tensor.scale()));
        }
        if (tensor.signature() != null) {
            out.ints(table[7], tensor.signature());
        }
    }

    /** One for each scale: kernels read both arrays with one index. */
    private static long[] zeroPoints(Graph.Scale scale) {
        if (scale.zeroPoints().length == scale.scales().length) {
            return scale.zeroPoints();
        }
        var all = new long[scale.scales().length];
        Arrays.fill(all, scale.zeroPoints().length == 0 ? 0 : scale.zeroPoints()[0]);
        return all;
    }

    private void operator(int reference, Graph.Operator operator) {
        var kind = OperatorKind.of(operator.code());
        boolean hasOptions = operator.options() != null && kind.optionType != 0;
        int[] table = out.table(reference, hasOptions ? "ioobo" : "ioo", codes.get(codeKey(operator)), 0, 0,
                kind.optionType);
        out.ints(table[1], operator.inputs());
        out.ints(table[2], operator.outputs());
        if (hasOptions) {
            options(table[4], kind, operator.options());
        }
    }

    private void options(int reference, OperatorKind kind, Object[] options) {
        var kinds = new StringBuilder();
        var values = new int[options.length];
        for (int i = 0; i < options.length; i++) {
            char field = kind.optionFields.charAt(i);
            kinds.append(options[i] == null ? '-' : field == 'v' ? 'o' : field == 'b' ? 'b' : 'i');
            values[i] = options[i] instanceof Integer value ? value : 0;
        }
        int[] table = out.table(reference, kinds.toString(), values);
        for (int i = 0; i < options.length; i++) {
            if (options[i] instanceof int[] vector) {
                out.ints(table[i], vector);
            }
        }
    }

    private static long codeKey(Graph.Operator operator) {
        return (long) operator.code() << 32 | operator.version();
    }
}
