package org.tinylcm.source.directory.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.tinylcm.input.BadInputException;

/**
 * A CSV file that gives order and truth: a header with {@code file} and, if wanted, {@code label} and {@code segment}
 * (any other column is passed over), then a line for each frame. Paths are relative to the CSV file and stay in its
 * folder. The same file may be there more than once.
 */
final class FrameList {
    static final int MAX_BYTES = 16 << 20;
    static final int MAX_LINES = 500_000;
    static final int MAX_LINE = 8192;

    private final Path csv;
    private final Path root;
    private final boolean labelled;

    FrameList(Settings settings) {
        csv = settings.list();
        root = settings.root();
        labelled = settings.labels() == Settings.Labels.CSV;
    }

    /** @throws BadInputException it breaks a rule */
    List<Item> read() {
        var lines = text().split("\r\n|\n|\r", MAX_LINES + 2);
        if (lines.length > MAX_LINES + 1) {
            throw refuse(MAX_LINES, "must be the last line");
        }
        var header = CsvRow.fields(csv.toString(), 1, lines[0]);
        if (new HashSet<>(header).size() < header.size() || !header.contains("file")) {
            throw refuse(1, "must name the columns, file among them, each once");
        }
        var items = new ArrayList<Item>();
        for (var number = 2; number <= lines.length; number++) {
            var line = lines[number - 1];
            if (line.length() > MAX_LINE) {
                throw refuse(number, "must have at most " + MAX_LINE + " characters");
            }
            if (!line.isBlank()) {
                var fields = CsvRow.fields(csv.toString(), number, line);
                if (fields.size() != header.size()) {
                    throw refuse(number, "must have " + header.size() + " fields like the header, not " + fields.size());
                }
                items.add(item(number, fields, header));
            }
        }
        return items;
    }

    private Item item(int number, List<String> fields, List<String> header) {
        var name = fields.get(header.indexOf("file"));
        var label = labelled && header.contains("label") ? fields.get(header.indexOf("label")).strip() : "";
        try {
            var relative = Path.of(name);
            var file = root.resolve(relative).normalize();
            if (name.isBlank() || relative.isAbsolute() || !file.startsWith(root.normalize())) {
                throw refuse(number, "file must be a path below the folder of the list");
            }
            if (!FolderScan.isPicture(name)) {
                throw refuse(number, "file must be a jpg, jpeg, png, bmp or gif");
            }
            return new Item(file, name, label.isEmpty() ? null : label);
        } catch (InvalidPathException e) {
            throw new BadInputException(csv.toString(), "line " + number, "file must be a path", e);
        }
    }

    private String text() {
        try (var in = Files.newInputStream(csv)) {
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BadInputException(csv.toString(), "size", "must be at most " + MAX_BYTES + " bytes");
            }
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadInputException(csv.toString(), "content", "must be UTF-8", e);
        } catch (IOException e) {
            throw new BadInputException(csv.toString(), "file", "must be readable (" + e.getMessage() + ")", e);
        }
    }

    private BadInputException refuse(int number, String rule) {
        return new BadInputException(csv.toString(), "line " + number, rule);
    }
}
