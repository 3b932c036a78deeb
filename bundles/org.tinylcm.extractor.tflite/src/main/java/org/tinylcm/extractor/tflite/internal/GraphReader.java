package org.tinylcm.extractor.tflite.internal;

import java.util.ArrayList;
import java.util.List;

/** Reads the graph out of a model file and refuses what cannot be right. The runtime never sees the file itself. */
final class GraphReader {
    private static final int MAX_TENSORS = 10_000;
    private static final int MAX_OPERATORS = 10_000;
    private static final int MAX_RANK = 6;
    private static final int MAX_NAME = 2_000;
    private static final int MAX_OPERANDS = 256;
    private static final int MAX_CHANNELS = 1 << 20;

    private final FlatFile file;
    private final List<Graph.Data> buffers = new ArrayList<>();
    private final List<int[]> codes = new ArrayList<>();

    private GraphReader(FlatFile file) {
        this.file = file;
    }

    /**
     * Reads and checks.
     *
     * @throws org.tinylcm.input.BadInputException it is no model, or has parts that are not supported
     */
    static Graph read(byte[] bytes, String origin) {
        var file = new FlatFile(bytes, origin);
        var graph = new GraphReader(file).graph();
        new GraphCheck(file, graph).run();
        return graph;
    }

    private Graph graph() {
        var model = file.root();
        if (model.int32(0, 0) != 3) {
            throw file.bad("schema version", "must be 3, not " + model.int32(0, 0));
        }
        for (var code : model.tables(1, MAX_OPERATORS, "operator code")) {
            codes.add(code(code));
        }
        for (var buffer : model.tables(4, 2 * MAX_TENSORS, "buffer")) {
            if (buffer.int64(1, 0) != 0 || buffer.int64(2, 0) != 0) {
                throw file.bad(buffer.name, "lies outside of the model, which is not supported");
            }
            buffers.add(buffer.data(0));
        }
        var subgraphs = model.tables(2, MAX_OPERATORS, "subgraph");
        if (subgraphs.size() != 1) {
            throw file.bad("subgraphs", "there must be one, not " + subgraphs.size());
        }
        var subgraph = subgraphs.get(0);
        var tensors = new ArrayList<Graph.Tensor>();
        for (var tensor : subgraph.tables(0, MAX_TENSORS, "tensor")) {
            tensors.add(tensor(tensor));
        }
        var operators = new ArrayList<Graph.Operator>();
        for (var operator : subgraph.tables(3, MAX_OPERATORS, "operator")) {
            operators.add(operator(operator));
        }
        return new Graph(tensors, operators, orEmpty(subgraph.ints(1, MAX_OPERANDS)),
                orEmpty(subgraph.ints(2, MAX_OPERANDS)));
    }

    private int[] code(FlatTable table) {
        // The first field holds small numbers, the last one large ones; the larger of them counts.
        int code = Math.max(table.int8(0, 0), table.int32(3, 0));
        int version = table.int32(2, 1);
        if (OperatorKind.of(code) == null) {
            throw file.bad(table.name, "builtin operator " + code + " is not supported" + custom(table));
        }
        if (version < 1 || version > OperatorKind.MAX_VERSION) {
            throw file.bad(table.name, "version must be 1.." + OperatorKind.MAX_VERSION + ", not " + version);
        }
        return new int[] {code, version};
    }

    private static String custom(FlatTable table) {
        var custom = table.string(1, MAX_NAME);
        return custom.isEmpty() ? "" : " (custom operator " + custom + ")";
    }

    private Graph.Tensor tensor(FlatTable table) {
        int buffer = table.int32(2, 0);
        if (buffer < 0 || buffer >= buffers.size()) {
            throw file.bad(table.name, "refers to buffer " + buffer + " of " + buffers.size());
        }
        if (table.int8(5, 0) != 0 || table.has(6) || table.has(9)) {
            throw file.bad(table.name, "variable, sparse and variant tensors are not supported");
        }
        int type = table.int8(1, 0);
        if (TensorType.of(type) == null) {
            throw file.bad(table.name, "type " + type + " is not supported");
        }
        return new Graph.Tensor(table.string(3, MAX_NAME), type, orEmpty(table.ints(0, MAX_RANK)),
                table.ints(7, MAX_RANK), scale(table.table(4, table.name + ", quantisation")),
                table.int8(8, 0) != 0, buffers.get(buffer));
    }

    private Graph.Scale scale(FlatTable table) {
        if (table == null) {
            return null;
        }
        if (table.int8(4, 0) != 0) {
            throw file.bad(table.name, "custom quantisation is not supported");
        }
        int[] bits = table.ints(2, MAX_CHANNELS);
        long[] zeroPoints = table.longs(3, MAX_CHANNELS);
        if (bits == null || bits.length == 0) {
            return null;
        }
        var scales = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            scales[i] = Float.intBitsToFloat(bits[i]);
        }
        return new Graph.Scale(scales, zeroPoints == null ? new long[0] : zeroPoints, table.int32(6, 0));
    }

    private Graph.Operator operator(FlatTable table) {
        int index = table.int32(0, 0);
        if (index < 0 || index >= codes.size()) {
            throw file.bad(table.name, "refers to operator code " + index + " of " + codes.size());
        }
        int[] code = codes.get(index);
        if (table.has(5) && table.data(5).length() > 0 || table.int8(11, 0) != 0 || table.int64(8, 0) != 0) {
            throw file.bad(table.name, "custom options are not supported");
        }
        return new Graph.Operator(code[0], code[1], orEmpty(table.ints(1, MAX_OPERANDS)),
                orEmpty(table.ints(2, MAX_OPERANDS)), options(table, OperatorKind.of(code[0])));
    }

    private Object[] options(FlatTable table, OperatorKind kind) {
        int type = table.int8(3, 0) & 0xff;
        var options = table.table(4, table.name + ", options");
        if (type == 0 || options == null) {
            if (kind.optionFields.length() > 0 && kind.optionFields.charAt(0) != 'v') {
                throw file.bad(table.name, kind + " without its options");
            }
            return null;
        }
        if (type != kind.optionType && kind.optionType != 0) {
            throw file.bad(table.name, kind + " has the options of another operator");
        }
        var values = new Object[kind.optionFields.length()];
        for (int i = 0; i < values.length; i++) {
            char field = kind.optionFields.charAt(i);
            if (options.has(i)) {
                values[i] = switch (field) {
                    case 'b' -> options.int8(i, 0);
                    case 'v' -> options.ints(i, MAX_RANK);
                    default -> options.int32(i, 0);
                };
            }
        }
        return values;
    }

    private static int[] orEmpty(int[] values) {
        return values == null ? new int[0] : values;
    }
}
