package org.tinylcm.config.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A folder of {@code .cfg} files. A change shows in time, size or identity of a file; the identity changes when an
 * editor writes beside it and renames.
 */
final class FolderLayer implements Layer {
    private final Path folder;
    private final String shownAs;
    private Map<String, List<Object>> seen = Map.of();

    /** @param shownAs how people know the folder, e.g. {@code etc} */
    FolderLayer(Path folder, String shownAs) {
        this.folder = folder;
        this.shownAs = shownAs;
    }

    Path file(ConfigName name) {
        return folder.resolve(name.file());
    }

    String shown(ConfigName name) {
        return shownAs + "/" + name.file();
    }

    /** What one file says, without taking note of it; null if there is none. */
    Source source(ConfigName name) throws IOException {
        var bytes = read(file(name));
        return bytes == null ? null : source(shown(name), bytes);
    }

    @Override
    public boolean changed() {
        return !signatures().equals(seen);
    }

    @Override
    public Map<ConfigName, Source> sources() {
        seen = signatures();
        var sources = new TreeMap<ConfigName, Source>();
        for (var file : seen.keySet()) {
            var origin = shownAs + "/" + file;
            try {
                var name = ConfigName.of(file.substring(0, file.length() - ".cfg".length()));
                var bytes = read(folder.resolve(file));
                if (bytes != null) {
                    sources.put(name, source(origin, bytes));
                }
            } catch (IllegalArgumentException e) {
                // Under a name that no configuration can have, so that it is told of like any other.
                sources.put(new ConfigName(file, null), new Source(origin, Map.of(),
                        new Refused(origin, "name", e.getMessage()).getMessage()));
            } catch (IOException e) {
                var name = ConfigName.of(file.substring(0, file.length() - ".cfg".length()));
                sources.put(name, new Source(origin, Map.of(),
                        new Refused(origin, "file", "must be readable: " + e).getMessage()));
            }
        }
        return sources;
    }

    private static Source source(String origin, byte[] bytes) {
        try {
            return new Source(origin, CfgText.read(origin, bytes), null);
        } catch (Refused e) {
            return new Source(origin, Map.of(), e.getMessage());
        }
    }

    /** @return null if it has just gone */
    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(CfgText.MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Map<String, List<Object>> signatures() {
        var signatures = new HashMap<String, List<Object>>();
        if (!Files.isDirectory(folder)) {
            return signatures;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.getFileName().toString().endsWith(".cfg"))
                    .collect(Collectors.toList())) {
                var attributes = attributes(file);
                if (attributes != null && attributes.isRegularFile()) {
                    signatures.put(file.getFileName().toString(), List.of(attributes.lastModifiedTime(),
                            attributes.size(), String.valueOf(attributes.fileKey())));
                }
            }
            return signatures;
        } catch (IOException e) {
            // A folder that cannot be listed right now has not changed: nothing is deleted because of it.
            return seen;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
