package org.tinylcm.ops.internal;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.tinylcm.protocol.FrameLine;
import org.tinylcm.protocol.Json;
import org.tinylcm.protocol.RunReport;
import org.tinylcm.protocol.RunSummary;

/** One JSON document, written frame by frame beside its place and put there when it is whole. */
final class ReportFile {
    private final Path target;
    private final Path part;
    private final Writer out;
    private boolean first = true;
    private long framesEnd;

    ReportFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        part = this.target.resolveSibling(this.target.getFileName() + ".part");
        Files.createDirectories(this.target.getParent());
        out = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
        out.write("{\"schemaVersion\":" + RunReport.VERSION + ",\"frames\":[");
    }

    void add(FrameLine line) throws IOException {
        out.write(first ? "\n" : ",\n");
        out.write(Json.write(line));
        first = false;
    }

    void finish(RunSummary summary) throws IOException {
        try (out) {
            out.flush();
            framesEnd = Files.size(part);
            out.write(end(summary));
        }
        publish();
    }

    /** Puts another summary behind the same frames, after {@link #finish}. */
    void replaceSummary(RunSummary summary) throws IOException {
        try (var from = FileChannel.open(target, StandardOpenOption.READ);
                var to = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (long at = 0; at < framesEnd; ) {
                at += from.transferTo(at, framesEnd - at, to);
            }
            var end = ByteBuffer.wrap(end(summary).getBytes(StandardCharsets.UTF_8));
            while (end.hasRemaining()) {
                to.write(end);
            }
        }
        publish();
    }

    void abandon() throws IOException {
        try (out) {
            Files.deleteIfExists(part);
        }
    }

    private static String end(RunSummary summary) {
        return "\n],\n\"summary\":" + Json.write(summary) + "}\n";
    }

    private void publish() throws IOException {
        try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
