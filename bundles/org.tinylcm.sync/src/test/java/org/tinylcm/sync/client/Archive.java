package org.tinylcm.sync.client;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the packages that these tests make. */
public final class Archive {
    private Archive() {
    }

    public static Map<String, byte[]> read(byte[] packed) throws IOException {
        var members = new LinkedHashMap<String, byte[]>();
        try (var in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(packed)))) {
            var header = new byte[512];
            for (in.readFully(header); header[0] != 0; in.readFully(header)) {
                var name = new String(header, 0, 100, StandardCharsets.US_ASCII).replace("\0", "");
                var size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII), 8);
                var content = new byte[size];
                in.readFully(content);
                in.readFully(new byte[(512 - size % 512) % 512]);
                members.put(name, content);
            }
        }
        return members;
    }
}
