package org.tinylcm.math.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearMapTest {

    @Test
    void equalsTheNaiveProduct() {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 300; round++) {
            int inputs = random.nextInt(1, 40);
            int outputs = random.nextInt(1, 40);
            var matrix = values(random, inputs * outputs);
            var start = values(random, outputs);
            var x = values(random, inputs + 2);
            var y = new float[outputs + 1];
            new LinearMap(matrix, inputs, start).apply(x, y);
            for (int o = 0; o < outputs; o++) {
                float sum = start[o];
                for (int i = 0; i < inputs; i++) {
                    sum += x[i] * matrix[o * inputs + i];
                }
                assertThat(y[o]).isEqualTo(sum, within(0f));
            }
            assertThat(y[outputs]).isZero();
        }
    }

    @Test
    void refusesSizesThatDoNotFit() {
        assertThatThrownBy(() -> new LinearMap(new float[5], 2, new float[2]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("5 weights");
        var map = new LinearMap(new float[6], 3, new float[2]);
        assertThatThrownBy(() -> map.apply(new float[2], new float[2])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> map.apply(new float[3], new float[1])).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] values(SplittableRandom random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return values;
    }
}
