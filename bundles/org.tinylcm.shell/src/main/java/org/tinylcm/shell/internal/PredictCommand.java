package org.tinylcm.shell.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at one picture that is not of the stream. */
@Command(name = "predict", description = "Classifies one picture; the stream does not notice.",
        footer = {"", "Of a .csv file, the first line of numbers is classified as a feature vector."})
final class PredictCommand extends DeviceCommand {
    private static final int MOST_BYTES = 32 << 20;

    @Parameters(paramLabel = "FILE", description = "Picture or .csv file, on the device.")
    Path file;

    @Override
    void run() throws IOException {
        var pipeline = services.need(Pipeline.class, "pipeline");
        var path = directory.resolve(file);
        var result = pipeline.predict(new Frame(0, file.toString(), Instant.now(), null, payload(path)));
        if (json) {
            printJson(json(result));
            return;
        }
        print("answer", result.answer());
        print("label", result.label());
        print("confidence", Text.format("%.3f", result.confidence()));
        print("novelty", Text.format("%.4g  (%.1f %% of known samples are at least as novel)", result.novelty(),
                100 * result.familiarity()));
        print("time", Text.format("%.2f ms", result.totalNanos() / 1e6));
        out.println();
        var table = new Table("neighbour", ">distance");
        result.neighbours().forEach(n -> table.row(n.label(), Text.format("%.4f", n.distance())));
        print(table);
    }

    private Payload payload(Path path) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file.toString(), "file", "must exist");
        }
        if (bytes.length > MOST_BYTES) {
            throw new BadInputException(file.toString(), "file", "must have at most " + MOST_BYTES + " bytes");
        }
        return file.toString().endsWith(".csv") ? vector(bytes) : new Payload.EncodedImage(bytes);
    }

    /** A line that is no numbers is the header. */
    private Payload vector(byte[] bytes) {
        var lines = new String(bytes, StandardCharsets.UTF_8).lines().limit(2).toList();
        for (var line : lines) {
            try {
                var cells = line.split(",");
                var values = new float[cells.length];
                for (int i = 0; i < cells.length; i++) {
                    values[i] = Float.parseFloat(cells[i].trim());
                }
                return new Payload.Vector(values);
            } catch (NumberFormatException e) {
                continue;
            }
        }
        throw new BadInputException(file.toString(), "first lines", "must be numbers with commas between them");
    }

    private static Object json(FrameResult result) {
        return Text.map("answer", result.answer(), "label", result.label(), "confidence", result.confidence(), "novelty", result.novelty(),
                "familiarity", result.familiarity(), "nanos", result.totalNanos(), "neighbours",
                result.neighbours().stream().map(n -> Text.map("label", n.label(), "distance", n.distance())).toList());
    }
}
