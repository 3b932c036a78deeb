package org.tinylcm.ops.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Cuts off what stands behind the last line end of a file: the part of a line that a power cut left. */
final class TornTail {
    private static final int BLOCK = 8192;

    private TornTail() {
    }

    /** @return size of the file afterwards */
    static long cut(FileChannel channel) throws IOException {
        var whole = channel.size();
        var block = ByteBuffer.allocate(BLOCK);
        for (long end = whole; end > 0; end -= BLOCK) {
            var from = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - from));
            while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {
                // a read may give less than was asked for
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return truncated(channel, whole, from + i + 1);
                }
            }
        }
        return truncated(channel, whole, 0);
    }

    private static long truncated(FileChannel channel, long whole, long size) throws IOException {
        if (size < whole) {
            channel.truncate(size);
        }
        return size;
    }
}
