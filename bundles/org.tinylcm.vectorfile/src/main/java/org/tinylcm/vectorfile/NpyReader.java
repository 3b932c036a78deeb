package org.tinylcm.vectorfile;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import org.tinylcm.input.BadInputException;

/** NumPy arrays of float32 or float64, little-endian, row by row. */
final class NpyReader implements VectorReader {
    /** Holds the longest row and the longest header. */
    private static final int BUFFER = VectorFiles.MAX_COLUMNS * Double.BYTES;

    private final SeekableByteChannel channel;
    private final String origin;
    private final ByteSource in;
    private final NpyHeader header;
    private long row = 1;

    NpyReader(SeekableByteChannel channel, String origin) throws IOException {
        this.channel = channel;
        this.origin = origin;
        in = new ByteSource(channel, BUFFER);
        header = NpyHeader.read(in, origin);
        var expected = header.data() + header.rows() * header.rowBytes();
        if (channel.size() != expected) {
            throw new BadInputException(origin, "size", "must be " + expected + " bytes for " + header.rows() + " x "
                    + header.columns() + " values, is " + channel.size());
        }
    }

    @Override
    public int dimension() {
        return header.columns();
    }

    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public long total() {
        return header.rows();
    }

    @Override
    public VectorRow next() throws IOException {
        if (row > header.rows()) {
            return null;
        }
        var bytes = in.take(header.rowBytes());
        if (bytes == null) {
            throw new IOException(origin + " became shorter while it was read");
        }
        var values = new float[header.columns()];
        var bad = -1;
        for (int i = 0; i < values.length; i++) {
            values[i] = header.doubles() ? (float) bytes.getDouble() : bytes.getFloat();
            if (!Float.isFinite(values[i]) && bad < 0) {
                bad = i;
            }
        }
        var number = row++;
        if (bad >= 0) {
            throw new BadInputException(origin, "row " + number + ", column " + (bad + 1),
                    "must be a finite number, not " + values[bad]);
        }
        return new VectorRow(number, values, null, Map.of());
    }

    @Override
    public Position position() {
        return new Position(in.offset(), row);
    }

    @Override
    public void seek(Position position) throws IOException {
        var target = position.line();
        if (target < 1 || target > header.rows() + 1
                || position.offset() != header.data() + (target - 1) * header.rowBytes()) {
            throw new IllegalArgumentException(origin + " has no row at byte " + position.offset());
        }
        in.seek(position.offset());
        row = target;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
