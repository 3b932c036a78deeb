package org.tinylcm.pack.internal.build;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/** What a pack says about its own making. No path and no time: these would differ between equal packs. */
public final class Provenance {
    private Provenance() {
    }

    static JsonObject of(String builder, PackOptions options, Samples samples, List<String> labels, Split split,
            List<int[]> prototypes) {
        var json = new JsonObject();
        json.addProperty("builder", builder);
        json.addProperty("seed", options.seed());
        var asked = new JsonObject();
        asked.addProperty("components", options.components());
        asked.addProperty("per_class", options.perClass());
        asked.addProperty("holdout", options.holdout());
        asked.addProperty("average_run_length", options.averageRunLength());
        asked.addProperty("unknown_share", options.unknownShare());
        asked.addProperty("whiten", options.whiten());
        json.add("options", asked);
        var sources = new JsonObject();
        sources.addProperty("kind", samples.backbone().isPresent() ? "images" : "vectors");
        sources.addProperty("used", samples.size());
        sources.addProperty("refused", samples.refusals().size());
        sources.addProperty("sha256", samples.digest());
        json.add("sources", sources);
        var classes = new JsonArray();
        for (int i = 0; i < labels.size(); i++) {
            var label = labels.get(i);
            var entry = new JsonObject();
            entry.addProperty("label", label);
            entry.addProperty("learned", split.train().get(i).length);
            entry.addProperty("prototypes", prototypes.get(i).length);
            var out = 0;
            for (var sample : split.holdout()) {
                out += samples.label(sample).equals(label) ? 1 : 0;
            }
            entry.addProperty("held_out", out);
            classes.add(entry);
        }
        json.add("classes", classes);
        return json;
    }

    /** Thresholds by metric, as reference.json and the report show them. */
    public static JsonObject thresholds(Map<String, Threshold> thresholds) {
        var json = new JsonObject();
        thresholds.forEach((metric, threshold) -> {
            var entry = new JsonObject();
            entry.addProperty("mean", threshold.mean());
            entry.addProperty("deviation", threshold.deviation());
            entry.addProperty("limit", threshold.limit());
            entry.addProperty("odd_if", threshold.upper() ? "above" : "below");
            if (Double.isFinite(threshold.drift())) {
                entry.addProperty("drift_limit", threshold.drift());
            }
            json.add(metric, entry);
        });
        return json;
    }
}
