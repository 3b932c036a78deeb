package org.tinylcm.extractor.tflite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.input.BadInputException;

@Timeout(120)
class GraphReaderTest {
    private static final int CASES = 4000;
    private static final int TRIALS = 6;
    private static final List<Graph> MODELS = List.of(TestModels.floatNetwork(true), TestModels.int8Network(),
            TestModels.uint8Network(), TestModels.float16Network());

    @Test
    void whatIsReadIsWhatWasWritten() {
        for (var graph : MODELS) {
            var bytes = GraphWriter.write(graph);
            var read = GraphReader.read(bytes, "model");
            assertThat(read).usingRecursiveComparison()
                    .withEqualsForType((a, b) -> Arrays.equals(a.bytes(), a.offset(), a.offset() + a.length(),
                            b.bytes(), b.offset(), b.offset() + b.length()), Graph.Data.class)
                    .isEqualTo(graph);
            assertThat(GraphWriter.write(read)).isEqualTo(bytes);
        }
    }

    @Test
    void refusesEveryTruncation() {
        var bytes = GraphWriter.write(MODELS.get(0));
        int refused = 0;
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            try {
                GraphReader.read(cut, "cut");
            } catch (BadInputException e) {
                refused++;
            }
        }
        // Only padding and the end of the last option table may be missing.
        assertThat(refused).isGreaterThan(bytes.length - 8);
    }

    @Test
    void refusesWhatIsNotSupported() {
        for (int code : new int[] {32, 36, 119, 129}) {
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> GraphReader.read(withCode(code), "model"))
                    .withMessage("model: operator code 0: builtin operator " + code + " is not supported");
        }
        var late = new TestModels();
        int in = late.tensor("in", TensorType.FLOAT32, null, 1, 8, 8, 3);
        int a = late.tensor("a", TensorType.FLOAT32, null, 1, 8, 8, 3);
        int b = late.tensor("b", TensorType.FLOAT32, null, 1, 8, 8, 3);
        late.operator(OperatorKind.RELU, new int[] {b}, new int[] {a});
        late.operator(OperatorKind.RELU, new int[] {a}, new int[] {b});
        refused(late.graph(in, b), "operator 0 RELU: uses tensor 2 before it is computed");
        var twice = new TestModels();
        twice.tensor("in", TensorType.FLOAT32, null, 1, 8, 8, 3);
        twice.operator(OperatorKind.RELU, new int[] {0}, new int[] {0});
        refused(twice.graph(0, 0), "operator 0 RELU: writes tensor 0, which has its value already");
        var far = new TestModels();
        far.tensor("in", TensorType.FLOAT32, null, 1, 8, 8, 3);
        far.operator(OperatorKind.RELU, new int[] {7}, new int[] {0});
        refused(far.graph(0, 0), "operator 0 RELU: refers to tensor 7 of 1");
        var large = new TestModels();
        large.tensor("in", TensorType.FLOAT32, null, 60_000, 60_000, 60_000, 3);
        refused(large.graph(0, 0), "tensor 0: is larger than 256 MiB");
        var wrong = new TestModels();
        wrong.constant("c", TensorType.FLOAT32, null, TestModels.floats(1, 2), 3);
        refused(wrong.graph(0, 0), "tensor 0: its shape needs 12 bytes, its buffer has 8");
    }

    /** A model whose operator is another one. */
    private static byte[] withCode(int code) {
        var models = new TestModels();
        models.tensor("in", TensorType.FLOAT32, null, 1, 8, 8, 3);
        models.tensor("out", TensorType.FLOAT32, null, 1, 8, 8, 3);
        models.operator(OperatorKind.RELU_0_TO_1, new int[] {0}, new int[] {1});
        return TestModels.withCode(GraphWriter.write(models.graph(0, 1)), OperatorKind.RELU_0_TO_1, code);
    }

    private static void refused(Graph graph, String message) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> GraphReader.read(GraphWriter.write(graph), "model"))
                .withMessage("model: " + message);
    }

    @Test
    void damagedModelsAreRefusedOrPassTheirTrialInAChildProcess(@TempDir Path folder) {
        var random = new SplittableRandom(7);
        var trials = Engines.trials(folder, Settings.DEFAULT);
        int accepted = 0;
        int tried = 0;
        for (int i = 0; i < CASES; i++) {
            var bytes = mutate(GraphWriter.write(MODELS.get(i % MODELS.size())), random);
            try {
                var cut = GraphCut.to(GraphReader.read(bytes, "fuzz"), "", "fuzz");
                var clean = GraphWriter.write(cut);
                // What we write, we must be able to read.
                GraphReader.read(clean, "written");
                accepted++;
                if (tried < TRIALS && random.nextInt(40) == 0) {
                    tried++;
                    var output = cut.tensors().get(cut.outputs()[0]).shape();
                    trials.check(clean, cut.tensors().get(cut.inputs()[0]).shape(), output[output.length - 1], "fuzz");
                }
            } catch (BadInputException e) {
                assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("written:");
            }
        }
        assertThat(accepted).isBetween(CASES / 50, CASES - CASES / 10);
        assertThat(tried).isEqualTo(TRIALS);
    }

    private static byte[] mutate(byte[] bytes, SplittableRandom random) {
        var mutated = random.nextInt(12) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
        int changes = 1 + random.nextInt(4);
        for (int c = 0; c < changes && mutated.length > 0; c++) {
            int at = random.nextInt(mutated.length);
            mutated[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) 0xff;
                case 1 -> (byte) (mutated[at] + 1);
                case 2 -> (byte) (mutated[at] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt(256);
            };
        }
        return mutated;
    }
}
