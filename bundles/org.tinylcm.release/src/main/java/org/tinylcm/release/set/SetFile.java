package org.tinylcm.release.set;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tinylcm.durable.AtomicFile;

/**
 * A set that a device can run.
 *
 * @param id its number on this device, from 1
 * @param release name of the release
 * @param number of the release
 * @param deployment that brought it, 0 if it came from a file
 * @param digest SHA-256 of the signed payload of the release
 * @param base {@link Distribution#digest} that it was built upon
 * @param bundles by the name that the launcher knows the bundle by ({@code gson.jar})
 * @param pack null to use the one that the device was started with
 * @param configuration values by PID, then by key
 */
public record SetFile(long id, String release, long number, long deployment, String digest, String base,
        SortedMap<String, Item> bundles, Item pack, Map<String, Map<String, String>> configuration) {

    /** A file of a set; it lies in the folder of artifacts under its digest, or in the distribution. */
    public record Item(String name, String version, String sha256) {
        private static Item parse(String text) {
            var parts = text.split(" ");
            if (parts.length != 3 || !parts[2].matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("'" + text + "' is not: name version digest");
            }
            return new Item(parts[0], parts[1], parts[2]);
        }

        @Override
        public String toString() {
            return name + " " + version + " " + sha256;
        }
    }

    public SetFile {
        bundles = Collections.unmodifiableSortedMap(new TreeMap<>(bundles));
    }

    /** @throws UncheckedIOException it cannot be written */
    public void write(Path file) {
        var properties = new Properties();
        properties.setProperty("id", String.valueOf(id));
        properties.setProperty("release", release);
        properties.setProperty("number", String.valueOf(number));
        properties.setProperty("deployment", String.valueOf(deployment));
        properties.setProperty("digest", digest);
        properties.setProperty("base", base);
        bundles.forEach((jar, item) -> properties.setProperty("bundle." + jar, item.toString()));
        if (pack != null) {
            properties.setProperty("pack", pack.toString());
        }
        configuration.forEach((pid, values) ->
                values.forEach((key, value) -> properties.setProperty("config." + pid + "/" + key, value)));
        AtomicFile.write(file, bytes(properties));
    }

    /**
     * @throws IOException it cannot be read
     * @throws IllegalArgumentException it is no such file
     */
    public static SetFile read(Path file) throws IOException {
        var properties = load(file);
        var bundles = new TreeMap<String, Item>();
        var configuration = new TreeMap<String, Map<String, String>>();
        for (var name : properties.stringPropertyNames()) {
            var value = properties.getProperty(name);
            if (name.startsWith("bundle.")) {
                bundles.put(name.substring("bundle.".length()), Item.parse(value));
            } else if (name.startsWith("config.")) {
                var slash = name.indexOf('/');
                configuration.computeIfAbsent(name.substring("config.".length(), slash), pid -> new TreeMap<>())
                        .put(name.substring(slash + 1), value);
            }
        }
        var pack = properties.getProperty("pack");
        return new SetFile(number(properties, "id"), properties.getProperty("release"),
                number(properties, "number"), number(properties, "deployment"), properties.getProperty("digest"),
                properties.getProperty("base"), bundles, pack == null ? null : Item.parse(pack), configuration);
    }

    static long number(Properties properties, String name) {
        return Long.parseLong(properties.getProperty(name, "0"));
    }

    static Properties load(Path file) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        return properties;
    }

    static byte[] bytes(Properties properties) {
        var text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can always be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
