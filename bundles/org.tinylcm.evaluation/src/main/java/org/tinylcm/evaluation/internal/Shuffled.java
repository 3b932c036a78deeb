package org.tinylcm.evaluation.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.tinylcm.evaluation.internal.Segments.Segment;
import org.tinylcm.input.BadInputException;

/**
 * The same stream with the rows of each segment in another order. A list of images lies beside the original while it
 * is used, because its paths are relative to it.
 */
final class Shuffled implements AutoCloseable {
    private static final long MAX_BYTES = 16 << 20;

    private final Path file;

    private Shuffled(Path file) {
        this.file = file;
    }

    /**
     * @param stream the original
     * @param folder where a file of vectors goes
     */
    static Shuffled of(StreamFile stream, long seed, Path folder) throws IOException {
        if (Files.size(stream.path()) > MAX_BYTES) {
            throw new BadInputException(stream.path().toString(), "size", "must be at most " + MAX_BYTES
                    + " bytes for --repeat");
        }
        var lines = Files.readAllLines(stream.path(), StandardCharsets.UTF_8);
        var name = ".seed-" + seed + "-" + ProcessHandle.current().pid() + "-" + stream.path().getFileName();
        var file = (stream.images() ? stream.path().toAbsolutePath().getParent() : folder).resolve(name);
        var random = new SplittableRandom(seed);
        var shuffled = new ArrayList<String>();
        shuffled.add(lines.get(0));
        for (var segment : new Segments(stream, List.of()).all()) {
            shuffled.addAll(order(stream, segment, lines, random));
        }
        var result = new Shuffled(file);
        try {
            Files.write(file, shuffled, StandardCharsets.UTF_8);
        } catch (IOException e) {
            result.close();
            throw new IOException("--repeat must write beside the stream: " + e, e);
        }
        return result;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Fisher and Yates, as Durstenfeld 1964. */
    private static ArrayList<String> order(StreamFile stream, Segment segment, List<String> lines,
            SplittableRandom random) {
        var order = new ArrayList<String>();
        for (int row = segment.from(); row < segment.to(); row++) {
            order.add(lines.get(stream.rows().get(row).line() - 1));
        }
        for (int last = order.size() - 1; last > 0; last--) {
            Collections.swap(order, last, random.nextInt(last + 1));
        }
        return order;
    }
}
