package org.tinylcm.extractor.tflite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.input.BadInputException;

class TrialRunnerTest {
    private static final int[] SHAPE = {1, 8, 8, 3};
    @TempDir
    private Path folder;
    private final AtomicInteger children = new AtomicInteger();

    private TrialRunner runner(Settings settings, String runtime) {
        return new TrialRunner(folder, () -> {
            children.incrementAndGet();
            return Engines.child();
        }, runtime, settings);
    }

    @Test
    void triesAModelOnlyOnce() {
        var model = GraphWriter.write(TestModels.floatNetwork(false));
        runner(Settings.DEFAULT, "a").check(model, SHAPE, 2, "model");
        runner(Settings.DEFAULT, "a").check(model, SHAPE, 2, "model");
        assertThat(children).hasValue(1);
        runner(Settings.DEFAULT, "b").check(model, SHAPE, 2, "model");
        assertThat(children).hasValue(2);
        runner(Settings.DEFAULT, "a").check(model, new int[] {1, 16, 16, 3}, 2, "model");
        assertThat(children).hasValue(3);
        assertThat(folder).isDirectoryContaining("glob:**/known-models");
        assertThat(folder).isDirectoryNotContaining("glob:**/trial*");
    }

    @Test
    void aDamagedListOnlyCostsAnotherTrial() throws Exception {
        var model = GraphWriter.write(TestModels.uint8Network());
        runner(Settings.DEFAULT, "a").check(model, SHAPE, 3, "model");
        Files.write(folder.resolve("known-models"), new byte[] {1, 2, (byte) 0xff, 10, 3});
        runner(Settings.DEFAULT, "a").check(model, SHAPE, 3, "model");
        assertThat(children).hasValue(2);
    }

    @Test
    void whatFailsIsNotRemembered() {
        var model = GraphWriter.write(TestModels.floatNetwork(false));
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> runner(Settings.DEFAULT, "a").check(model, SHAPE, 5, "model"))
                    .withMessage("model: trial run: the output is [1,2], not one set of 5 features");
        }
        assertThat(children).hasValue(2);
    }

    @Test
    void aCrashIsOneClearLine() {
        var m = new TestModels();
        m.tensor("in", TensorType.FLOAT32, null, SHAPE);
        m.constant("begin", TensorType.INT32, null, TestModels.ints(0, 100_000_000, 0, 0), 4);
        m.constant("size", TensorType.INT32, null, TestModels.ints(1, 8, 8, 3), 4);
        m.tensor("out", TensorType.FLOAT32, null, SHAPE);
        m.operator(OperatorKind.PADV2, new int[] {0, 1, 2}, new int[] {3});
        // A slice from far outside: not an operator that is accepted, so it has to go round the check.
        var model = TestModels.withCode(GraphWriter.write(m.graph(0, 3)), OperatorKind.PADV2, 65);
        assertThatExceptionOfType(BadInputException.class).isThrownBy(() -> GraphReader.read(model, "model"))
                .withMessage("model: operator code 0: builtin operator 65 is not supported");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> runner(Engines.xnnpack(false), "a").check(model, SHAPE, 3, "model"))
                .withMessage("model: trial run: the runtime crashed");
    }

    @Test
    void memoryAndTimeHaveLimits() {
        var m = new TestModels();
        m.tensor("in", TensorType.FLOAT32, null, SHAPE);
        m.constant("size", TensorType.INT32, null, TestModels.ints(16_000, 16_000), 2);
        m.tensor("out", TensorType.FLOAT32, null, SHAPE);
        m.operator(OperatorKind.RESIZE_BILINEAR, new int[] {0, 1}, new int[] {2}, null, null, 0, 0);
        var model = GraphWriter.write(m.graph(0, 2));
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> runner(Settings.DEFAULT, "a").check(model, SHAPE, 3, "model"))
                .withMessage("model: trial run: needs more than 256 MB of memory");
        var d = Settings.DEFAULT;
        var hasty = new Settings(1, true, false, d.maxModelBytes(), d.imageLimits(), 0, d.trialMegabytes());
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> runner(hasty, "a").check(model, SHAPE, 3, "model"))
                .withMessage("model: trial run: took longer than 0 s");
    }

    @Test
    void outputThatIsNotFiniteIsRefused() {
        var m = new TestModels();
        m.tensor("in", TensorType.FLOAT32, null, SHAPE);
        m.tensor("out", TensorType.FLOAT32, null, SHAPE);
        m.operator(OperatorKind.LOG, new int[] {0}, new int[] {1});
        var model = GraphWriter.write(m.graph(0, 1));
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> runner(Settings.DEFAULT, "a").check(model, SHAPE, 3, "model"))
                .withMessage("model: trial run: the output is not finite");
    }
}
