package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LineWriterTest {

    @Test
    void neverWaitsForAStuckSinkButDropsAndCounts() throws InterruptedException {
        var busy = new CountDownLatch(1);
        var stuck = new CountDownLatch(1);
        var writer = new LineWriter("test", 4, new LineWriter.Sink() {
            @Override
            public void write(byte[] line) throws IOException {
                busy.countDown();
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        });
        writer.offer(new byte[] {1});
        busy.await();
        for (int i = 0; i < 10; i++) {
            writer.offer(new byte[] {1});
        }
        assertThat(writer.dropped()).isEqualTo(6);
        stuck.countDown();
        writer.close();
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        var out = new ByteArrayOutputStream();
        var writer = new LineWriter("test", 100, new StreamSink(new PrintStream(out, false, StandardCharsets.UTF_8)));
        for (int i = 0; i < 50; i++) {
            writer.offer(("line " + i).getBytes());
        }
        writer.close();
        assertThat(out.toString().lines()).hasSize(50).last().isEqualTo("line 49");
    }
}
