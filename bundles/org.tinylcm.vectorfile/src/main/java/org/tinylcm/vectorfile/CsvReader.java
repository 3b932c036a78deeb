package org.tinylcm.vectorfile;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;

/**
 * CSV with a header line. A column holds text if it is the label column, if it is called {@value #SEGMENT}, or if its
 * first value is not a number; every other column is a feature.
 */
final class CsvReader implements VectorReader {
    /** Text column by convention: which part of a recorded stream a row belongs to. */
    static final String SEGMENT = "segment";

    private final SeekableByteChannel channel;
    private final String origin;
    private final ByteSource in;
    private final CsvRecords records;
    private final List<String> header = new ArrayList<>();
    private final int labelColumn;
    private final boolean[] feature;
    private final List<String> columns = new ArrayList<>();
    private final Position first;
    private long rows;

    CsvReader(SeekableByteChannel channel, String origin, String labelColumn) throws IOException {
        this.channel = channel;
        this.origin = origin;
        in = new ByteSource(channel, 64 * 1024);
        skipByteOrderMark();
        records = new CsvRecords(in, origin);
        if (!records.read()) {
            throw new BadInputException(origin, "file", "must have a header line, and is empty");
        }
        readHeader();
        this.labelColumn = header.indexOf(labelColumn);
        feature = new boolean[header.size()];
        first = position();
        findFeatures();
        seek(first);
    }

    @Override
    public int dimension() {
        return columns.size();
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns);
    }

    @Override
    public long total() {
        return -1;
    }

    @Override
    public VectorRow next() throws IOException {
        if (!records.read()) {
            return null;
        }
        if (++rows > VectorFiles.MAX_ROWS) {
            throw new IOException(origin + " has more than " + VectorFiles.MAX_ROWS + " rows");
        }
        if (records.count() != header.size()) {
            throw refused("must have " + header.size() + " columns like the header, has " + records.count());
        }
        var values = new float[columns.size()];
        String label = null;
        Map<String, String> texts = Map.of();
        for (int column = 0, value = 0; column < header.size(); column++) {
            if (feature[column]) {
                values[value++] = number(column);
            } else if (column == labelColumn) {
                label = text(column);
            } else {
                if (texts.isEmpty()) {
                    texts = new HashMap<>();
                }
                texts.put(header.get(column), text(column));
            }
        }
        return new VectorRow(records.recordLine(), values, label == null || label.isEmpty() ? null : label, texts);
    }

    @Override
    public Position position() {
        return new Position(in.offset(), records.line());
    }

    @Override
    public void seek(Position position) throws IOException {
        if (position.offset() < first.offset() || position.offset() > channel.size()
                || position.line() < first.line()) {
            throw new IllegalArgumentException(origin + " has no row at byte " + position.offset());
        }
        in.seek(position.offset());
        records.resume(position.line());
        rows = 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void skipByteOrderMark() throws IOException {
        if (in.read() != 0xef || in.read() != 0xbb || in.read() != 0xbf) {
            in.seek(0);
        }
    }

    private void readHeader() {
        var names = new HashSet<String>();
        var numbers = 0;
        for (int column = 0; column < records.count(); column++) {
            var name = records.text(column);
            if (name == null || !names.add(name)) {
                throw refused("column " + (column + 1) + ": a name must be text and occur once");
            }
            numbers += Numbers.looksLike(name) ? 1 : 0;
            header.add(name);
        }
        if (numbers == header.size()) {
            throw refused("must be a header with the names of the columns, not numbers");
        }
    }

    private void findFeatures() throws IOException {
        if (!records.read()) {
            throw new BadInputException(origin, "file", "must have at least one row below its header");
        }
        if (records.count() != header.size()) {
            throw refused("must have " + header.size() + " columns like the header, has " + records.count());
        }
        for (int column = 0; column < header.size(); column++) {
            if (column == labelColumn || header.get(column).equals(SEGMENT)) {
                continue;
            }
            var value = records.ascii(column);
            if (value.isEmpty()) {
                throw refused(name(column) + " must not be empty: it tells whether the column holds numbers");
            }
            feature[column] = Numbers.looksLike(value);
            if (feature[column]) {
                columns.add(header.get(column));
            }
        }
        if (columns.isEmpty()) {
            throw refused("must have at least one number; columns are separated by commas");
        }
    }

    private float number(int column) {
        var text = records.ascii(column);
        var value = Numbers.looksLike(text) ? Numbers.parse(text) : Float.NaN;
        if (!Float.isFinite(value)) {
            throw refused(name(column) + " must be a finite number, not '" + shortened(text) + "'");
        }
        return value;
    }

    private String text(int column) {
        var text = records.text(column);
        if (text == null) {
            throw refused(name(column) + " must be UTF-8 text without control characters");
        }
        return text;
    }

    private String name(int column) {
        return "column " + (column + 1) + " '" + shortened(header.get(column)) + "'";
    }

    private BadInputException refused(String rule) {
        return new BadInputException(origin, "line " + records.recordLine(), rule);
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
