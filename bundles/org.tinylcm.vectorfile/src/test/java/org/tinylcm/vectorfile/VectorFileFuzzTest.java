package org.tinylcm.vectorfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tinylcm.input.BadInputException;

/** Whatever the bytes are: rows of finite numbers or a BadInputException, and an end. */
class VectorFileFuzzTest {
    private static final byte[] CHARACTERS = "0159.,-+eE\"\r\n \u00ffnaif'(){}:".getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void csvNeverBreaks() throws IOException {
        var seed = "x,label,y,segment\n1,\"a\"\"b\",2.5,s\r\n-3e2,\"c\nd\",.5,t\n7,,1e9,u\n";
        fuzz("a.csv", seed.getBytes(StandardCharsets.UTF_8), 3000);
    }

    @Test
    void npyNeverBreaks() throws IOException {
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }";
        fuzz("a.npy", Npy.of(1, header, new byte[48]), 3000);
    }

    private void fuzz(String name, byte[] valid, int cases) throws IOException {
        var random = new SplittableRandom(7);
        var refused = 0;
        for (int i = 0; i < cases; i++) {
            var bytes = mutate(valid, random);
            refused += readAll(name, bytes);
        }
        assertThat(refused).isGreaterThan(cases / 10);
    }

    private static int readAll(String name, byte[] bytes) throws IOException {
        var refused = 0;
        try (var reader = open(name, bytes)) {
            for (int calls = 0;; calls++) {
                assertThat(calls).as("calls until the end").isLessThanOrEqualTo(bytes.length + 1);
                try {
                    var row = reader.next();
                    if (row == null) {
                        return refused;
                    }
                    assertThat(row.values()).hasSize(reader.dimension());
                    for (var value : row.values()) {
                        assertThat(value).isFinite();
                    }
                } catch (BadInputException e) {
                    assertThat(e.getMessage()).doesNotContain("\n");
                    refused++;
                }
            }
        } catch (BadInputException e) {
            return refused + 1;
        }
    }

    private static VectorReader open(String name, byte[] bytes) throws IOException {
        var channel = new MemoryChannel(bytes);
        return name.endsWith(".npy") ? new NpyReader(channel, name) : new CsvReader(channel, name, "label");
    }

    private static byte[] mutate(byte[] valid, SplittableRandom random) {
        var bytes = valid.clone();
        for (int changes = random.nextInt(1, 6); changes > 0 && bytes.length > 1; changes--) {
            var at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = CHARACTERS[random.nextInt(CHARACTERS.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                default -> {
                    var longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    longer[at] = CHARACTERS[random.nextInt(CHARACTERS.length)];
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}
