package org.tinylcm.vectorfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tinylcm.input.BadInputException;

/**
 * Cuts RFC 4180 text into fields, on bytes: every character that matters is ASCII, and UTF-8 never hides one. Blank
 * lines are passed over. Buffers are reused from record to record.
 */
final class CsvRecords {
    /** Longest record, bytes. */
    static final int MAX_RECORD = 1 << 20;

    private enum State {
        START, PLAIN, QUOTED, QUOTE_IN_QUOTED
    }

    private final ByteSource in;
    private final String origin;
    private byte[] data = new byte[1024];
    private int length;
    private int[] ends = new int[64];
    private int count;
    private long line = 1;
    private long recordLine;

    CsvRecords(ByteSource in, String origin) {
        this.in = in;
        this.origin = origin;
    }

    /** Reads one record; false at the end. A record that is refused is passed over by the next call. */
    boolean read() throws IOException {
        do {
            if (!readRecord()) {
                return false;
            }
        } while (count == 1 && length == 0);
        return true;
    }

    int count() {
        return count;
    }

    /** Line on which the record that was read last began. */
    long recordLine() {
        return recordLine;
    }

    /** Line on which the next record begins. */
    long line() {
        return line;
    }

    void resume(long nextLine) {
        line = nextLine;
    }

    /** Content of a field as ASCII; what is not ASCII is certainly no number and shows as some other character. */
    String ascii(int field) {
        var start = start(field);
        return new String(data, start, ends[field] - start, StandardCharsets.ISO_8859_1).strip();
    }

    /** Content of a field as text; null if it is no text. */
    String text(int field) {
        var start = start(field);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, start, ends[field] - start))
                    .toString().strip();
            return text.chars().anyMatch(Character::isISOControl) ? null : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    private boolean readRecord() throws IOException {
        count = 0;
        length = 0;
        recordLine = line;
        var start = in.offset();
        var state = State.START;
        while (true) {
            var b = nextByte();
            if (in.offset() - start > MAX_RECORD) {
                throw skip(b, "must be at most " + MAX_RECORD + " bytes long");
            }
            if (state == State.QUOTED) {
                if (b < 0) {
                    throw skip(b, "column " + (count + 1) + ": a quote is never closed");
                }
                if (b == '"') {
                    state = State.QUOTE_IN_QUOTED;
                } else {
                    append(b);
                }
            } else if (b < 0 || b == '\n' || b == '\r') {
                if (b == '\r' && (b = nextByte()) != '\n') {
                    throw skip(b, "a carriage return must be followed by a line feed");
                }
                var any = b >= 0 || count > 0 || state != State.START;
                endField();
                return any;
            } else if (b == ',') {
                endField();
                if (count == VectorFiles.MAX_COLUMNS) {
                    throw skip(b, "must have at most " + VectorFiles.MAX_COLUMNS + " columns");
                }
                state = State.START;
            } else if (b == '"' && state != State.PLAIN) {
                if (state == State.QUOTE_IN_QUOTED) {
                    append(b);
                }
                state = State.QUOTED;
            } else if (b == '"' || state == State.QUOTE_IN_QUOTED) {
                throw skip(b, "column " + (count + 1) + ": a quoted value must be quoted as a whole");
            } else {
                append(b);
                state = State.PLAIN;
            }
        }
    }

    private int nextByte() throws IOException {
        var b = in.read();
        if (b == '\n') {
            line++;
        }
        return b;
    }

    private void append(int b) {
        if (length == data.length) {
            data = Arrays.copyOf(data, 2 * length);
        }
        data[length++] = (byte) b;
    }

    private void endField() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = length;
    }

    /** Goes to the end of the line, so that the next record can be read. */
    private BadInputException skip(int last, String rule) throws IOException {
        for (var b = last; b >= 0 && b != '\n';) {
            b = nextByte();
        }
        return new BadInputException(origin, "line " + recordLine, rule);
    }
}
