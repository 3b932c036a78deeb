package org.tinylcm.vectorfile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.tinylcm.input.BadInputException;

/** Opens tables of numbers. */
public final class VectorFiles {
    /** Largest file that is read, bytes. */
    public static final long MAX_BYTES = 8L << 30;
    /** Most values and text columns together per row. */
    public static final int MAX_COLUMNS = 16_384;
    /** Most rows per file. */
    public static final long MAX_ROWS = 100_000_000L;

    private VectorFiles() {
    }

    /**
     * Opens a file whose name ends in {@code .csv} or {@code .npy}.
     *
     * @param labelColumn name of the CSV column that holds the true label; need not exist
     * @throws BadInputException the file cannot be read, or it is no table of numbers
     */
    public static VectorReader open(Path file, String labelColumn) {
        var name = String.valueOf(file.getFileName());
        var npy = name.toLowerCase(Locale.ROOT).endsWith(".npy");
        if (!npy && !name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
            throw new BadInputException(name, "name", "must end in .csv or .npy");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(name, "file", Files.exists(file) ? "must be a file" : "does not exist");
        }
        SeekableByteChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            if (channel.size() > MAX_BYTES) {
                throw new BadInputException(name, "size", "must be at most " + MAX_BYTES + " bytes");
            }
            return npy ? new NpyReader(channel, name) : new CsvReader(channel, name, labelColumn);
        } catch (IOException e) {
            close(channel, e);
            var reason = e instanceof NoSuchFileException ? "does not exist" : "cannot be read: " + e.getMessage();
            throw new BadInputException(name, "file", reason, e);
        } catch (RuntimeException e) {
            close(channel, e);
            throw e;
        }
    }

    private static void close(SeekableByteChannel channel, Exception cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
