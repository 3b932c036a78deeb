package org.tinylcm.config.internal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of a {@code .cfg} file: Java's properties in UTF-8, with limits and without repeated keys. */
final class CfgText {
    static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_KEYS = 1000;

    private CfgText() {
    }

    /**
     * @param origin file, for the message
     * @throws Refused it is no such text
     */
    static Map<String, String> read(String origin, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new Refused(origin, "file", "must have at most " + MOST_BYTES + " bytes");
        }
        var values = new LinkedHashMap<String, String>();
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            new Collecting(origin, values).load(new StringReader(text));
        } catch (CharacterCodingException e) {
            throw new Refused(origin, "file", "must be UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused(origin, "file", "must be of lines key = value: " + e.getMessage());
        }
        return values;
    }

    static byte[] write(String comment, Map<String, String> values) {
        var properties = new StringWriter();
        new TreeMap<>(values).forEach((key, value) -> {
            var one = new Properties();
            one.setProperty(key, value);
            var line = new StringWriter();
            try {
                one.store(line, null);
            } catch (IOException e) {
                throw new IllegalStateException("a text in memory can always be written", e);
            }
            // The first line is the time, which would make equal files differ.
            properties.append(line.toString().lines().filter(l -> !l.startsWith("#"))
                    .collect(Collectors.joining("\n", "", "\n")));
        });
        return ("# " + comment + "\n" + properties).getBytes(StandardCharsets.UTF_8);
    }

    /** Properties that tell of a key that is there twice instead of taking the last. */
    private static final class Collecting extends Properties {
        private static final long serialVersionUID = 1L;
        private final String origin;
        private final transient Map<String, String> values;

        Collecting(String origin, Map<String, String> values) {
            this.origin = origin;
            this.values = values;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (values.put(key.toString(), value.toString()) != null) {
                throw new Refused(origin, "key '" + key + "'", "is there twice");
            }
            if (values.size() > MOST_KEYS) {
                throw new Refused(origin, "file", "must have at most " + MOST_KEYS + " keys");
            }
            return null;
        }
    }
}
