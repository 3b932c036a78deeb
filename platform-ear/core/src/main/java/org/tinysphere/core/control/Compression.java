package org.tinysphere.core.control;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** What packages of devices may be in. Told from their first bytes: what a header says is only said. */
public enum Compression {
    GZIP {
        @Override
        InputStream unpack(InputStream packed) throws IOException {
            return new GZIPInputStream(packed, BUFFER);
        }
    },
    ZSTD {
        @Override
        InputStream unpack(InputStream packed) throws IOException {
            return zstd(packed);
        }
    };

    private static final int BUFFER = 1 << 14;
    /** RFC 8878 wants decoders to bear 8 MiB; a frame that states more is refused before memory is taken for it. */
    private static final int WINDOW_LOG = 23;
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private static final List<String> TAKEN = works() ? List.of("gzip", "zstd") : List.of("gzip");

    abstract InputStream unpack(InputStream packed) throws IOException;

    /** What devices are told. */
    public static List<String> taken() {
        return TAKEN;
    }

    /**
     * @param packed gzip, unless it begins as zstd does
     * @return to be closed, it holds native memory
     * @throws IOException it cannot be read, or not here
     */
    public static InputStream open(InputStream packed) throws IOException {
        var in = new PushbackInputStream(packed, ZSTD_MAGIC.length);
        var head = in.readNBytes(ZSTD_MAGIC.length);
        in.unread(head);
        return (Arrays.equals(head, ZSTD_MAGIC) ? ZSTD : GZIP).unpack(in);
    }

    private static InputStream zstd(InputStream packed) throws IOException {
        if (!TAKEN.contains("zstd")) {
            throw new IOException("zstd is not there on this server");
        }
        return new ZstdInputStreamNoFinalizer(packed).setLongMax(WINDOW_LOG);
    }

    /** There may be no native code for this machine. */
    private static boolean works() {
        try {
            return Zstd.magicNumber() != 0;
        } catch (LinkageError e) {
            System.getLogger(Compression.class.getName()).log(Level.WARNING,
                    "Packages in zstd are not taken, there is no native code for this machine: {0}", e.toString());
            return false;
        }
    }
}
