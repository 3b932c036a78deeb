package org.tinysphere.drifthub.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NpyTest {
    /** What numpy.save writes for numpy.array([0.5, -1.25], dtype='float32'). */
    private static final byte[] GOLDEN = golden();

    private static byte[] golden() {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
        var padded = header + " ".repeat(118 - header.length() - 1) + "\n";
        var hex = HexFormat.of();
        return hex.parseHex("934e554d50590100" + "7600"
                + hex.formatHex(padded.getBytes(StandardCharsets.US_ASCII)) + "0000003f" + "0000a0bf");
    }

    @Test
    void writesWhatNumpyWrites() {
        assertThat(Npy.write(new float[] {0.5f, -1.25f})).isEqualTo(GOLDEN);
    }

    @Test
    void readsWhatNumpyWrites() throws IOException {
        assertThat(Npy.read(GOLDEN)).containsExactly(0.5f, -1.25f);
    }

    @Test
    void readsBackWhatItWroteAndItsDataIsAligned() throws IOException {
        var random = new SplittableRandom(7);
        for (var i = 0; i < 200; i++) {
            var values = new float[random.nextInt(0, 3000)];
            for (var j = 0; j < values.length; j++) {
                values[j] = (float) random.nextDouble(-10, 10);
            }
            var bytes = Npy.write(values);
            assertThat((bytes.length - values.length * 4) % 64).isZero();
            assertThat(Npy.read(bytes)).isEqualTo(values);
        }
    }

    @Test
    void refusesWhatIsSpoilt() {
        var random = new SplittableRandom(8);
        assertThatThrownBy(() -> Npy.read(new byte[0])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Npy.read(Arrays.copyOf(GOLDEN, GOLDEN.length - 1))).hasMessageContaining("length");
        for (var i = 0; i < 2000; i++) {
            var spoilt = GOLDEN.clone();
            spoilt[random.nextInt(spoilt.length - 8)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> Npy.read(spoilt)).isInstanceOf(IOException.class);
        }
    }
}
