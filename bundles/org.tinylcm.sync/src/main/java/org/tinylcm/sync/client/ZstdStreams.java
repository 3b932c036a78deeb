package org.tinylcm.sync.client;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The only class that touches the optional bundle. */
final class ZstdStreams {
    /** zstd's own default: faster than gzip and smaller than its default, with a window of 2 MiB. */
    private static final int LEVEL = 3;

    private ZstdStreams() {
    }

    /** @throws LinkageError there is no such bundle, or it has no native code for this machine */
    static boolean works() {
        return Zstd.maxCompressionLevel() >= LEVEL;
    }

    static OutputStream pack(OutputStream out) throws IOException {
        return new ZstdOutputStreamNoFinalizer(out, LEVEL).setChecksum(true);
    }

    static InputStream unpack(InputStream in) throws IOException {
        return new ZstdInputStreamNoFinalizer(in);
    }
}
