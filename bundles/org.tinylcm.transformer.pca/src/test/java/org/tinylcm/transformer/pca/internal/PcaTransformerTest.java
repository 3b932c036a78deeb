package org.tinylcm.transformer.pca.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

class PcaTransformerTest {

    @Test
    void equalsScalerThenProjection() {
        var random = new SplittableRandom(7);
        for (int round = 0; round < 100; round++) {
            int inputs = random.nextInt(1, 50);
            int outputs = random.nextInt(1, 20);
            var transform = new LinearTransform(values(random, inputs, -3, 3), values(random, inputs, 0.1, 2),
                    values(random, inputs * outputs, -1, 1), outputs);
            var x = values(random, inputs, -5, 5);
            var y = new float[outputs];
            new PcaTransformer("m", transform).transform(x, y);
            for (int o = 0; o < outputs; o++) {
                double expected = 0;
                for (int i = 0; i < inputs; i++) {
                    expected += transform.components()[o * inputs + i]
                            * (((double) x[i] - transform.mean()[i]) / transform.scale()[i]);
                }
                assertThat((double) y[o]).isCloseTo(expected, within(1e-3));
            }
        }
    }

    /** In the original a wrong dimension was padded, cut or passed through in silence. */
    @Test
    void refusesPartsThatDoNotFitInsteadOfPassingFeaturesThrough() {
        assertThatThrownBy(() -> new PcaTransformer(pack(4, 2))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network of the model pack: 4 features, but its transform has 3");
        assertThatThrownBy(() -> new PcaTransformer(pack(3, 5))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prototypes of the model pack: 5 features, but its transform has 2");
        var fitting = new PcaTransformer(pack(3, 2));
        assertThat(fitting.modelId()).isEqualTo("id");
        assertThat(fitting.inputDimension()).isEqualTo(3);
        assertThat(fitting.outputDimension()).isEqualTo(2);
        assertThatThrownBy(() -> fitting.transform(new float[2], new float[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWeightsThatAreNotFinite() {
        var tiny = new LinearTransform(new float[] {0}, new float[] {Float.MIN_VALUE}, new float[] {1}, 1);
        assertThatThrownBy(() -> new PcaTransformer("m", tiny)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("output 0").hasMessageContaining("input 0");
        var nan = new LinearTransform(new float[] {Float.NaN}, new float[] {1}, new float[] {1}, 1);
        assertThatThrownBy(() -> new PcaTransformer("m", nan)).hasMessageContaining("offset");
    }

    private static float[] values(SplittableRandom random, int count, double from, double to) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(from, to);
        }
        return values;
    }

    private static ModelPack pack(int backbone, int prototypes) {
        var transform = new LinearTransform(new float[3], new float[] {1, 1, 1}, new float[6], 2);
        var network = new Backbone(Path.of("m.tflite"), "00", "", backbone,
                new ImageInput(8, 8, ImageInput.Fit.CROP, 0, 1), "r");
        var samples = new SampleSet(List.of("a"), new float[prototypes], prototypes);
        return new ModelPack() {
            @Override
            public String id() {
                return "id";
            }

            @Override
            public String name() {
                return "name";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public List<String> labels() {
                return List.of("a");
            }

            @Override
            public Optional<Backbone> backbone() {
                return Optional.of(network);
            }

            @Override
            public LinearTransform transform() {
                return transform;
            }

            @Override
            public NeighbourRule neighbourRule() {
                return new NeighbourRule(1, NeighbourRule.Metric.EUCLIDEAN, false);
            }

            @Override
            public SampleSet prototypes() {
                return samples;
            }

            @Override
            public SampleSet holdout() {
                return samples;
            }

            @Override
            public Calibration calibration() {
                return new Calibration(Map.of(), 1000, Map.of());
            }

            @Override
            public List<GoldenSample> goldenSamples() {
                return List.of();
            }
        };
    }
}
