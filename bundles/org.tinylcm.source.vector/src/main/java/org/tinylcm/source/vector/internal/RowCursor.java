package org.tinylcm.source.vector.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.tinylcm.input.BadInputException;
import org.tinylcm.vectorfile.VectorFiles;
import org.tinylcm.vectorfile.VectorReader;
import org.tinylcm.vectorfile.VectorReader.Position;
import org.tinylcm.vectorfile.VectorRow;

/**
 * Walks over the rows of a file, again and again if wished. The file is opened when the first row is asked for, so
 * that one that cannot be read is refused like any other item, on the frame thread, and ends the source.
 */
final class RowCursor {
    private static final Position START = new Position(0, 0);

    private final Path file;
    private final boolean loop;
    private final String labelColumn;
    private VectorReader reader;
    private Position resumeAt = START;
    private boolean anyInThisPass;
    private volatile long refused;
    private volatile long total = -1;
    private volatile boolean ended;

    RowCursor(Path file, boolean loop, String labelColumn) {
        this.file = file;
        this.loop = loop;
        this.labelColumn = labelColumn;
    }

    /** The next row, null if there is none any more. */
    VectorRow next() {
        while (!ended) {
            try {
                open();
                var row = reader.next();
                if (row != null) {
                    anyInThisPass = true;
                    return row;
                }
                // A file without a single good row would be looped over for ever.
                ended = !loop || !anyInThisPass;
                close();
            } catch (BadInputException e) {
                refused++;
                ended = reader == null;
                throw e;
            } catch (IOException e) {
                refused++;
                ended = true;
                throw new BadInputException(fileName(), "file", "cannot be read: " + e.getMessage(), e);
            }
        }
        return null;
    }

    String fileName() {
        return String.valueOf(file.getFileName());
    }

    long refused() {
        return refused;
    }

    /** Rows in all, or -1. */
    long total() {
        return total;
    }

    boolean ended() {
        return ended;
    }

    /** Where the next row begins; offset 0 for the first one. */
    Position position() {
        return reader == null ? resumeAt : reader.position();
    }

    /** Goes on where another cursor over the same file was. */
    void resume(long offset, long line, long refusedSoFar, boolean atEnd) {
        resumeAt = new Position(offset, line);
        anyInThisPass = true;
        refused = refusedSoFar;
        ended = atEnd;
    }

    void close() {
        resumeAt = START;
        anyInThisPass = false;
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                reader = null;
            }
        }
    }

    private void open() throws IOException {
        if (reader != null) {
            return;
        }
        var opened = VectorFiles.open(file, labelColumn);
        try {
            if (resumeAt.offset() > 0) {
                opened.seek(resumeAt);
            }
        } catch (IllegalArgumentException e) {
            opened.close();
            throw new BadInputException(fileName(), "byte " + resumeAt.offset(),
                    "the file has changed while it was being read", e);
        }
        total = loop ? -1 : opened.total();
        reader = opened;
    }
}
