package org.tinylcm.sync.client;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What a package's tar is in. */
public enum Compression {
    /** Every platform takes it, and Java has it. */
    GZIP {
        @Override
        OutputStream pack(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, 1 << 13);
        }

        @Override
        InputStream unpack(InputStream in) throws IOException {
            return new GZIPInputStream(in, 1 << 13);
        }
    },
    /** Only where the bundle {@code com.github.luben.zstd-jni} is there and the platform says that it takes it. */
    ZSTD {
        @Override
        public boolean available() {
            return Probe.ZSTD;
        }

        @Override
        OutputStream pack(OutputStream out) throws IOException {
            return ZstdStreams.pack(out);
        }

        @Override
        InputStream unpack(InputStream in) throws IOException {
            return ZstdStreams.unpack(in);
        }
    };

    private static final class Probe {
        static final boolean ZSTD = works();

        private static boolean works() {
            try {
                return ZstdStreams.works();
            } catch (LinkageError e) {
                System.getLogger(Compression.class.getName()).log(DEBUG, "Packages are in gzip: there is no zstd ({0})",
                        e.toString());
                return false;
            }
        }
    }

    /** First bytes of a frame (RFC 8878, 3.1.1). */
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
    private final String id = name().toLowerCase(java.util.Locale.ROOT);

    /** The name on the wire. */
    public String id() {
        return id;
    }

    String mediaType() {
        return "application/" + id;
    }

    /** True if this device can pack and unpack it. */
    public boolean available() {
        return true;
    }

    /** Closing the result ends the package and closes {@code out}. */
    abstract OutputStream pack(OutputStream out) throws IOException;

    abstract InputStream unpack(InputStream in) throws IOException;

    /** By the file's first bytes: its name does not tell, so that an older version still finds and sends it. */
    static Compression of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(ZSTD_MAGIC.length), ZSTD_MAGIC) ? ZSTD : GZIP;
        }
    }
}
