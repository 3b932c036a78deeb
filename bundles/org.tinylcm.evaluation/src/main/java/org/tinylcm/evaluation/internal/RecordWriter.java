package org.tinylcm.evaluation.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.model.ModelPack;
import org.tinylcm.pipeline.FrameFailure;

/** Writes what a run did, one JSON object a line; {@link RunRecord} reads it. For one thread at a time. */
final class RecordWriter implements AutoCloseable {
    /** In {@link AdaptationRecord#after} of a class that was taken back later: frames until then. */
    private static final String PROBATION = "probationFrames";

    private final Writer out;

    RecordWriter(Path file) throws IOException {
        out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    void start(ModelPack pack) {
        var line = line("start");
        line.addProperty("name", pack.name());
        line.addProperty("version", pack.version());
        line.addProperty("id", pack.id());
        line.addProperty("metric", pack.neighbourRule().metric().name().toLowerCase(Locale.ROOT));
        line.addProperty("neighbours", pack.neighbourRule().k());
        line.add("labels", array(pack.labels()));
        write(line);
    }

    void frame(long sequence, String name, String label, boolean unknown, double[] novelty) {
        var line = line("frame");
        line.addProperty("sequence", sequence);
        line.addProperty("name", name);
        line.addProperty("label", label);
        line.addProperty("unknown", unknown);
        var values = new JsonArray();
        for (double value : novelty) {
            values.add(Double.isFinite(value) ? value : Double.MAX_VALUE);
        }
        line.add("novelty", values);
        write(line);
    }

    void sample(String id, long sequence) {
        var line = line("sample");
        line.addProperty("id", id);
        line.addProperty("sequence", sequence);
        write(line);
    }

    void turn(String monitor, boolean onset, long sequence) {
        var line = line(onset ? "onset" : "recovery");
        line.addProperty("monitor", monitor);
        line.addProperty("sequence", sequence);
        write(line);
    }

    void failure(FrameFailure failure) {
        var line = line("failure");
        line.addProperty("cause", failure.cause());
        write(line);
    }

    void adaptation(AdaptationRecord record) {
        var line = line("adaptation");
        line.addProperty("sequence", record.frame());
        line.addProperty("label", record.label());
        line.addProperty("trigger", record.trigger());
        line.addProperty("reason", record.reason());
        line.addProperty("accepted", record.outcome() == AdaptationRecord.Outcome.ACCEPTED);
        line.addProperty("used", !record.snapshot().isEmpty());
        line.addProperty("watched", record.after().getOrDefault(PROBATION, 0.0).longValue());
        line.add("samples", array(record.sampleIds()));
        write(line);
    }

    void end() {
        write(line("end"));
    }

    /** The run cannot be done. */
    void error(String reason) {
        var line = line("error");
        line.addProperty("reason", reason);
        write(line);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static JsonObject line(String kind) {
        var line = new JsonObject();
        line.addProperty("kind", kind);
        return line;
    }

    private static JsonArray array(Collection<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private void write(JsonObject line) {
        try {
            out.write(line.toString());
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
