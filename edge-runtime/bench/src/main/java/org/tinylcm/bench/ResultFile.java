package org.tinylcm.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Results as JSON, one file each: {@code <name>.json}. */
final class ResultFile {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ResultFile() {
    }

    static Path write(Path folder, Result result) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(result.name() + ".json"), GSON.toJson(result) + "\n");
    }

    /** Those of these names that are there, in their order. */
    static List<Result> read(Path folder, List<String> names) throws IOException {
        var results = new ArrayList<Result>();
        for (var name : names) {
            var file = folder.resolve(name + ".json");
            if (Files.isRegularFile(file)) {
                results.add(read(file));
            }
        }
        return results;
    }

    private static Result read(Path file) throws IOException {
        try {
            var result = GSON.fromJson(Files.readString(file), Result.class);
            if (result == null || result.schemaVersion() != Result.VERSION) {
                throw new BenchException(file + " is not a result of this version; run the benchmark again");
            }
            return result;
        } catch (JsonParseException e) {
            throw new BenchException(file + " is not a result: " + e.getMessage());
        }
    }
}
