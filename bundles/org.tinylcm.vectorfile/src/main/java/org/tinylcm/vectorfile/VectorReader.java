package org.tinylcm.vectorfile;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Reads a table of numbers row by row, in constant memory. Belongs to one thread at a time.
 */
public interface VectorReader extends Closeable {
    /** Number of values per row, at least 1. */
    int dimension();

    /** Names of the values; empty if the file does not name them. */
    List<String> columns();

    /** Number of rows, or -1 where that is not known without reading everything. */
    long total();

    /**
     * Reads the next row.
     *
     * @return null at the end
     * @throws org.tinylcm.input.BadInputException this row is refused; the next call goes on with the next row
     * @throws IOException the file can no longer be read
     */
    VectorRow next() throws IOException;

    /** Where the next row begins. */
    Position position();

    /**
     * Goes on from a position that a reader of the same file gave.
     *
     * @throws IllegalArgumentException there is no such position in this file
     */
    void seek(Position position) throws IOException;

    /**
     * Place between two rows.
     *
     * @param offset bytes from the start of the file
     * @param line line (CSV) or row (npy) that begins there, from 1
     */
    record Position(long offset, long line) {
    }
}
