package org.tinylcm.source.directory.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.tinylcm.input.BadInputException;

/**
 * What the configuration asks for, checked.
 *
 * @param path as a person gave it
 * @param root folder that nothing may lead out of
 * @param list CSV file with order and truth, or null
 * @param watch true to wait for new files
 * @param loop true to begin again at the end
 * @param recursive true to look into folders
 * @param labels where the truth comes from: never {@link Labels#AUTO}
 * @param rate frames per second, 0 = as fast as pulled
 * @param settleMillis how long a new file must not have changed
 */
record Settings(String path, Path root, Path list, boolean watch, boolean loop, boolean recursive, Labels labels,
        double rate, int settleMillis) {

    enum Labels { AUTO, NONE, FOLDER, CSV }

    /** @throws BadInputException they do not fit together, or nothing is there */
    static Settings of(String path, String mode, boolean loop, boolean recursive, String labelFrom, String list,
            double rate, int settleMillis) {
        var given = path(path, "path");
        var byList = list.isBlank() ? isCsv(given) ? given : null : path(list, "list");
        if (byList != null && !Files.isRegularFile(byList)) {
            throw new BadInputException(byList.toString(), "file", "must be there and be a CSV file");
        }
        if (byList == null && !Files.isDirectory(given)) {
            throw new BadInputException(path, "path", "must be a folder or a .csv file that is there");
        }
        var watch = oneOf("mode", mode, "replay", "watch").equals("watch");
        if (watch && (byList != null || loop)) {
            throw new BadInputException(path, "mode", "watch goes with neither a list nor loop");
        }
        var labels = Labels.valueOf(oneOf("label_from", labelFrom, "auto", "none", "folder", "csv")
                .toUpperCase(Locale.ROOT));
        if (labels == Labels.AUTO) {
            labels = byList == null ? Labels.NONE : Labels.CSV;
        }
        if (labels == Labels.CSV && byList == null) {
            throw new BadInputException(path, "label_from", "csv needs a list");
        }
        if (!(rate >= 0 && rate <= 1000)) {
            throw new BadInputException(path, "rate", "must be 0 to 1000 frames per second");
        }
        if (settleMillis < 0 || settleMillis > 60_000) {
            throw new BadInputException(path, "settle_millis", "must be 0 to 60000");
        }
        var root = byList == null ? given : byList.getParent();
        return new Settings(path, root, byList, watch, loop, recursive, labels, rate, settleMillis);
    }

    private static Path path(String text, String key) {
        try {
            if (text == null || text.isBlank()) {
                throw new BadInputException("org.tinylcm.source.directory", key, "must be given");
            }
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new BadInputException(text, key, "must be a path", e);
        }
    }

    private static boolean isCsv(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static String oneOf(String key, String value, String... allowed) {
        for (var one : allowed) {
            if (one.equals(value)) {
                return value;
            }
        }
        throw new BadInputException("org.tinylcm.source.directory", key,
                "must be one of " + String.join(", ", allowed) + ", not " + value);
    }
}
