package org.tinylcm.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfTest {

    @Test
    void everyHalfSurvivesTheWayToFloatAndBack() {
        for (int i = 0; i < 1 << 16; i++) {
            float value = Half.toFloat((short) i);
            if (Float.isNaN(value)) {
                assertThat(Half.toFloat(Half.fromFloat(value))).isNaN();
            } else {
                assertThat(Half.fromFloat(value)).as("%04x", i).isEqualTo((short) i);
            }
        }
    }

    @Test
    void knowsPublishedValues() {
        assertThat(Half.toFloat((short) 0x3c00)).isEqualTo(1f);
        assertThat(Half.toFloat((short) 0xc000)).isEqualTo(-2f);
        assertThat(Half.toFloat((short) 0x7bff)).isEqualTo(65504f);
        assertThat(Half.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(Half.toFloat((short) 0x7c00)).isInfinite();
        assertThat(Half.fromFloat(65520f)).isEqualTo((short) 0x7c00);
        assertThat(Half.fromFloat(65519f)).isEqualTo((short) 0x7bff);
        assertThat(Half.fromFloat(1e9f)).isEqualTo((short) 0x7c00);
    }

    @Test
    void roundsToTheNearestEvenHalf() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt() & 0x8fff_ffff | random.nextInt(0x48) << 24);
            if (Float.isNaN(value) || Math.abs(value) >= 65504) {
                continue;
            }
            short half = Half.fromFloat(value);
            double error = Math.abs((double) Half.toFloat(half) - value);
            double up = Math.abs((double) Half.toFloat((short) (half + 1)) - value);
            double down = (half & 0x7fff) == 0 ? up : Math.abs((double) Half.toFloat((short) (half - 1)) - value);
            assertThat(error).isLessThanOrEqualTo(Math.min(up, down));
            if (error == up || error == down) {
                assertThat(half & 1).isZero();
            }
        }
    }
}
