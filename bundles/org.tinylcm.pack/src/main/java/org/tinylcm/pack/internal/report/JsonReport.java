package org.tinylcm.pack.internal.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.tinylcm.pack.internal.build.BuildResult;
import org.tinylcm.pack.internal.build.Provenance;
import org.tinylcm.pack.internal.build.Reliability;
import org.tinylcm.pack.internal.format.Json;

/** The result for programs. */
public final class JsonReport {
    private JsonReport() {
    }

    public static byte[] of(BuildResult result) {
        var json = new JsonObject();
        json.addProperty("schema", 1);
        json.addProperty("name", result.options().name());
        json.addProperty("version", result.options().version());
        json.addProperty("id", result.id());
        json.addProperty("bytes", result.bytes());
        json.addProperty("k", result.options().rule().k());
        json.addProperty("metric", result.options().rule().metric().name().toLowerCase(Locale.ROOT));
        json.addProperty("components", result.components());
        json.addProperty("average_run_length", result.options().averageRunLength());
        var figures = new JsonObject();
        result.figures().forEach(figures::addProperty);
        json.add("figures", figures);
        var classes = new JsonArray();
        for (int i = 0; i < result.labels().size(); i++) {
            var entry = new JsonObject();
            entry.addProperty("label", result.labels().get(i));
            entry.addProperty("learned", result.train().get(i).length);
            entry.addProperty("prototypes", result.prototypes().get(i).length);
            classes.add(entry);
        }
        json.add("classes", classes);
        var matrix = new JsonArray();
        for (var row : result.confusion()) {
            var cells = new JsonArray();
            for (var count : row) {
                cells.add(count);
            }
            matrix.add(cells);
        }
        json.add("confusion", matrix);
        json.add("reliability", reliability(result.reliability()));
        json.add("thresholds", Provenance.thresholds(result.thresholds()));
        json.add("misclassified", mistakes(result));
        var refused = new JsonArray();
        result.samples().refusals().forEach(refused::add);
        json.add("refused", refused);
        return Json.write(json);
    }

    private static JsonArray reliability(Reliability reliability) {
        var bins = new JsonArray();
        for (var bin : reliability.bins()) {
            var entry = new JsonObject();
            entry.addProperty("samples", bin.samples());
            entry.addProperty("confidence", bin.confidence());
            entry.addProperty("accuracy", bin.accuracy());
            bins.add(entry);
        }
        return bins;
    }

    private static JsonArray mistakes(BuildResult result) {
        var mistakes = new JsonArray();
        for (int i = 0; i < result.holdout().length; i++) {
            var verdict = result.verdicts().get(i);
            if (!verdict.correct()) {
                var entry = new JsonObject();
                entry.addProperty("sample", result.samples().name(result.holdout()[i]));
                entry.addProperty("truth", verdict.truth());
                entry.addProperty("predicted", verdict.predicted());
                entry.addProperty("confidence", verdict.confidence());
                entry.addProperty("unknown", verdict.unknown());
                entry.addProperty("novelty", verdict.novelty());
                mistakes.add(entry);
            }
        }
        return mistakes;
    }
}
