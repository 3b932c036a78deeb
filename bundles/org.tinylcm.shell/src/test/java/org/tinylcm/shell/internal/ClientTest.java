package org.tinylcm.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClientTest {

    /** Says each line back. */
    private static class Echo implements Interpreter {
        private final PrintStream out;

        Echo(PrintStream out) {
            this.out = out;
        }

        @Override
        public int execute(String line) {
            out.println(line);
            return 0;
        }

        @Override
        public void directory(Path directory) {
        }

        @Override
        public void close() {
        }
    }

    @Test
    void whateverAClientSendsIsAnsweredInWholeFrames() throws IOException {
        var random = new SplittableRandom(9);
        for (int round = 0; round < 2000; round++) {
            var bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 20_000 : 60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(12) == 0 ? '\n' : random.nextInt(3) == 0 ? random.nextInt(256)
                        : ":cwd /ab".charAt(random.nextInt(8)));
            }
            var answer = new ByteArrayOutputStream();
            new Client(new ByteArrayInputStream(bytes), answer).serve((out, err) -> new Echo(out));
            assertWholeFrames(answer.toByteArray());
        }
    }

    @Test
    void longOutputComesInFramesOfModestSize() throws IOException {
        var answer = new ByteArrayOutputStream();
        new Client(new ByteArrayInputStream("go\n".getBytes()), answer).serve((stdout, err) -> new Echo(stdout) {
            @Override
            public int execute(String line) {
                for (int i = 0; i < 5000; i++) {
                    stdout.println("line " + i);
                }
                return 7;
            }
        });
        assertThat(assertWholeFrames(answer.toByteArray())).isEqualTo(7);
    }

    private static int assertWholeFrames(byte[] answer) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(answer));
        var code = 0;
        for (int type = in.read(); type >= 0; type = in.read()) {
            assertThat((char) type).isIn('O', 'E', 'X');
            var length = in.readInt();
            assertThat(length).isBetween(1, 1 << 20);
            var payload = new byte[length];
            in.readFully(payload);
            code = type == 'X' ? Integer.parseInt(new String(payload)) : code;
        }
        return code;
    }
}
