package org.tinylcm.extractor.tflite.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.tinylcm.input.BadInputException;

/**
 * Makes any computed tensor the only output, and drops the operators and tensors that it does not need. (Leaving them
 * in, or choosing another output in the runtime, makes XNNPACK read memory that was never computed.)
 */
final class GraphCut {

    private GraphCut() {
    }

    /** Names of the tensors that can be the feature output, in graph order. */
    static List<String> candidates(Graph graph) {
        var uses = new HashMap<String, Integer>();
        for (var tensor : graph.tensors()) {
            uses.merge(tensor.name(), 1, Integer::sum);
        }
        var names = new ArrayList<String>();
        for (var operator : graph.operators()) {
            for (int output : operator.outputs()) {
                var tensor = graph.tensors().get(output);
                if (isFeature(tensor) && !tensor.name().isEmpty() && uses.get(tensor.name()) == 1) {
                    names.add(tensor.name());
                }
            }
        }
        return List.copyOf(names);
    }

    /**
     * @param feature name of the tensor, or empty for the only output
     * @throws BadInputException there is no such tensor, or it cannot be the feature
     */
    static Graph to(Graph graph, String feature, String origin) {
        int target = target(graph, feature, origin);
        var tensor = graph.tensors().get(target);
        if (!isFeature(tensor)) {
            throw new BadInputException(origin, "tensor " + tensor.name(), "cannot be the feature: it must be float32,"
                    + " float16, int8 or uint8 and [1,n] or [1,h,w,n], not " + TensorType.of(tensor.type()) + " "
                    + Arrays.toString(tensor.shape()));
        }
        var needed = new boolean[graph.tensors().size()];
        needed[target] = true;
        var kept = new ArrayList<Graph.Operator>();
        for (int i = graph.operators().size() - 1; i >= 0; i--) {
            var operator = graph.operators().get(i);
            if (Arrays.stream(operator.outputs()).anyMatch(o -> needed[o])) {
                kept.add(0, operator);
                Arrays.stream(operator.inputs()).filter(o -> o >= 0).forEach(o -> needed[o] = true);
                Arrays.stream(operator.outputs()).forEach(o -> needed[o] = true);
            }
        }
        var inputs = Arrays.stream(graph.inputs()).filter(i -> needed[i]).toArray();
        if (kept.isEmpty() || inputs.length != 1) {
            throw new BadInputException(origin, "tensor " + tensor.name(),
                    "must be computed from one input, not from " + inputs.length);
        }
        var picture = graph.tensors().get(inputs[0]);
        if (picture.shape().length != 4 || picture.shape()[0] != 1 || picture.shape()[3] != 3
                || !TensorType.of(picture.type()).carriesFeatures()) {
            throw new BadInputException(origin, "input", "must be one picture [1,height,width,3] of float32, float16,"
                    + " int8 or uint8, not " + TensorType.of(picture.type()) + " "
                    + Arrays.toString(picture.shape()));
        }
        return renumbered(graph, kept, needed, inputs[0], target);
    }

    private static boolean isFeature(Graph.Tensor tensor) {
        int[] shape = tensor.shape();
        return (shape.length == 2 || shape.length == 4) && shape[0] == 1 && Arrays.stream(shape).allMatch(s -> s > 0)
                && TensorType.of(tensor.type()).carriesFeatures();
    }

    private static int target(Graph graph, String feature, String origin) {
        if (feature.isEmpty()) {
            if (graph.outputs().length != 1) {
                throw new BadInputException(origin, "outputs", "there are " + graph.outputs().length
                        + ": the name of the feature tensor is needed");
            }
            return graph.outputs()[0];
        }
        int found = -1;
        for (int i = 0; i < graph.tensors().size(); i++) {
            if (graph.tensors().get(i).name().equals(feature)) {
                if (found >= 0) {
                    throw new BadInputException(origin, "tensor " + feature, "there are two of this name");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new BadInputException(origin, "tensor " + feature, "there is none of this name");
        }
        return found;
    }

    private static Graph renumbered(Graph graph, List<Graph.Operator> kept, boolean[] needed, int input, int output) {
        var number = new int[needed.length];
        var tensors = new ArrayList<Graph.Tensor>();
        for (int i = 0; i < needed.length; i++) {
            if (needed[i]) {
                number[i] = tensors.size();
                tensors.add(graph.tensors().get(i));
            }
        }
        var operators = new ArrayList<Graph.Operator>();
        for (var o : kept) {
            operators.add(new Graph.Operator(o.code(), o.version(), mapped(o.inputs(), number),
                    mapped(o.outputs(), number), o.options()));
        }
        return new Graph(tensors, operators, new int[] {number[input]}, new int[] {number[output]});
    }

    private static int[] mapped(int[] tensors, int[] number) {
        return Arrays.stream(tensors).map(t -> t < 0 ? -1 : number[t]).toArray();
    }
}
