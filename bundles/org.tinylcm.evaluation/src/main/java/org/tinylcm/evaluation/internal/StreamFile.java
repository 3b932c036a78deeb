package org.tinylcm.evaluation.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;

/**
 * A stream whose truth is known: a CSV file with the columns {@code file,label,segment}, or with any number of feature
 * columns and {@code label,segment}. Frames are counted by its rows, from 0.
 *
 * @param path the file
 * @param images true if rows name images
 * @param rows one per frame
 */
record StreamFile(Path path, boolean images, List<Row> rows) {
    static final int MAX_ROWS = 200_000;
    static final int MAX_LINE = 1 << 20;

    /**
     * @param line its line in the file, from 1
     * @param file name of the image, empty for a vector
     * @param label true class
     * @param segment name of the part of the stream
     */
    record Row(int line, String file, String label, String segment) {
    }

    /** @throws BadInputException it breaks a rule */
    static StreamFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new BadInputException(path.toString(), "file", Files.exists(path) ? "must be a file"
                    : "must be there");
        }
        try (var in = Files.newInputStream(path)) {
            return read(path, in);
        } catch (IOException e) {
            throw new BadInputException(path.toString(), "file", "must be readable (" + e.getMessage() + ")", e);
        }
    }

    /** @param path what to call it */
    static StreamFile read(Path path, InputStream bytes) throws IOException {
        var in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
        try {
            return new Reading(path, in).stream();
        } catch (CharacterCodingException e) {
            throw new BadInputException(path.toString(), "content", "must be UTF-8", e);
        }
    }

    /** One pass over the file. */
    private static final class Reading {
        private final Path path;
        private final Reader in;
        private final StringBuilder line = new StringBuilder();
        private final Map<String, String> texts = new HashMap<>();
        private int number;
        private int file;
        private int label;
        private int segment;
        private int columns;

        Reading(Path path, Reader in) {
            this.path = path;
            this.in = in;
        }

        StreamFile stream() throws IOException {
            header(next() ? line.toString() : "");
            var rows = new ArrayList<Row>();
            while (next()) {
                if (!line.toString().isBlank()) {
                    if (rows.size() == MAX_ROWS) {
                        throw refuse("must be the last one: a stream has at most " + MAX_ROWS + " rows");
                    }
                    rows.add(row());
                }
            }
            if (rows.isEmpty()) {
                throw new BadInputException(path.toString(), "file", "must have at least one row below its header");
            }
            return new StreamFile(path, file >= 0, List.copyOf(rows));
        }

        /** Reads a line into {@link #line}; false at the end. */
        private boolean next() throws IOException {
            line.setLength(0);
            number++;
            int c = in.read();
            boolean any = c >= 0;
            while (c >= 0 && c != '\n') {
                if (line.length() == MAX_LINE) {
                    throw refuse("must have at most " + MAX_LINE + " characters");
                }
                line.append((char) c);
                c = in.read();
            }
            if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
            }
            return any;
        }

        private void header(String text) {
            var names = CsvLine.fields(path.toString(), 1, text.startsWith("\uFEFF") ? text.substring(1) : text);
            columns = names.size();
            file = names.indexOf("file");
            label = names.indexOf("label");
            segment = names.indexOf("segment");
            if (label < 0 || segment < 0 || columns < 3 || new HashSet<>(names).size() < columns) {
                throw refuse("must name the columns file,label,segment, or features and label,segment, each once");
            }
        }

        private Row row() {
            var fields = CsvLine.fields(path.toString(), number, line.toString());
            if (fields.size() != columns) {
                throw refuse("must have " + columns + " columns like the header, has " + fields.size());
            }
            return new Row(number, file < 0 ? "" : filled(fields, file, "file"),
                    once(filled(fields, label, "label")), once(filled(fields, segment, "segment")));
        }

        private String filled(List<String> fields, int column, String name) {
            var value = fields.get(column);
            if (value.isEmpty()) {
                throw refuse(name + " must not be empty");
            }
            return value;
        }

        /** The same text for equal ones: a long stream has few labels. */
        private String once(String text) {
            return texts.computeIfAbsent(text, t -> t);
        }

        private BadInputException refuse(String rule) {
            return new BadInputException(path.toString(), "line " + number, rule);
        }
    }
}
