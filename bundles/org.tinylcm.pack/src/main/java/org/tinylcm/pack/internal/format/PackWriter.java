package org.tinylcm.pack.internal.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tinylcm.frame.Payload;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.SampleSet;

/** Writes a pack; the same draft gives the same bytes. */
public final class PackWriter {
    private final PackDraft draft;
    private final Map<String, ZipMember> members = new TreeMap<>();

    private PackWriter(PackDraft draft) {
        this.draft = draft;
    }

    /** @return the pack's id */
    public static String write(PackDraft draft, Path file) throws IOException {
        return new PackWriter(draft).write(file);
    }

    private String write(Path file) throws IOException {
        var transform = new LinkedHashMap<String, float[]>();
        transform.put("mean", draft.transform().mean());
        transform.put("scale", draft.transform().scale());
        transform.put("components", draft.transform().components());
        add(PackRules.TRANSFORM, new FloatBlock(transform, new int[0]).write());
        add(PackRules.PROTOTYPES, samples(draft.prototypes()));
        add(PackRules.HOLDOUT, samples(draft.holdout()));
        add(PackRules.SCORES, new FloatBlock(new TreeMap<>(draft.calibration().scores()), new int[0]).write());
        add(PackRules.REFERENCE, Json.write(reference()));
        if (draft.backbone().isPresent()) {
            members.put(PackRules.BACKBONE, ZipMember.of(PackRules.BACKBONE, draft.backbone().get().file()));
        }
        var golden = golden();
        var manifest = Json.write(manifest(golden));
        add(PackRules.MANIFEST, manifest);
        ZipMember.write(members.values(), file);
        return Digests.of(manifest);
    }

    private void add(String name, byte[] bytes) {
        members.put(name, ZipMember.of(name, bytes));
    }

    private byte[] samples(SampleSet samples) {
        var classes = samples.labels().stream().mapToInt(draft.labels()::indexOf).toArray();
        return new FloatBlock(Map.of("features", samples.features()), classes).write();
    }

    private JsonObject reference() {
        var json = new JsonObject();
        json.addProperty("average_run_length", draft.calibration().averageRunLength());
        var figures = new JsonObject();
        new TreeMap<>(draft.calibration().figures()).forEach(figures::addProperty);
        json.add("figures", figures);
        json.add("thresholds", draft.thresholds());
        json.add("answers", answers(draft.calibration().answers()));
        return json;
    }

    private static JsonObject answers(AnswerRule rule) {
        var json = new JsonObject();
        json.addProperty("unknown_share", rule.unknownShare());
        json.add("scores", numbers(rule.scores()));
        json.add("confidences", numbers(rule.confidences()));
        return json;
    }

    private static JsonArray numbers(double[] values) {
        var list = new JsonArray();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }

    private JsonArray golden() {
        var list = new JsonArray();
        var raw = draft.transform().inputDimension();
        var dimension = draft.transform().outputDimension();
        var features = new float[draft.golden().size() * dimension];
        var vectors = new float[draft.backbone().isPresent() ? 0 : draft.golden().size() * raw];
        for (GoldenSample sample : draft.golden()) {
            var index = list.size();
            System.arraycopy(sample.features(), 0, features, index * dimension, dimension);
            if (sample.payload() instanceof Payload.EncodedImage image) {
                add(sample.name(), image.bytes());
            } else if (sample.payload() instanceof Payload.Vector vector) {
                System.arraycopy(vector.values(), 0, vectors, index * raw, raw);
            }
            var entry = new JsonObject();
            entry.addProperty("name", sample.name());
            entry.addProperty("label", sample.label());
            list.add(entry);
        }
        var arrays = new LinkedHashMap<String, float[]>();
        arrays.put("features", features);
        arrays.put("vectors", vectors);
        add(PackRules.GOLDEN, new FloatBlock(arrays, new int[0]).write());
        return list;
    }

    private JsonObject manifest(JsonArray golden) {
        var json = new JsonObject();
        json.addProperty("schema", PackRules.SCHEMA);
        json.addProperty("name", draft.name());
        json.addProperty("version", draft.version());
        var labels = new JsonArray();
        draft.labels().forEach(labels::add);
        json.add("labels", labels);
        draft.backbone().ifPresent(backbone -> json.add("backbone", backbone(backbone)));
        var dimensions = new JsonObject();
        dimensions.addProperty("raw", draft.transform().inputDimension());
        dimensions.addProperty("features", draft.transform().outputDimension());
        json.add("dimensions", dimensions);
        var rule = new JsonObject();
        rule.addProperty("k", draft.rule().k());
        rule.addProperty("metric", draft.rule().metric().name().toLowerCase(Locale.ROOT));
        rule.addProperty("weighted", draft.rule().weighted());
        json.add("neighbours", rule);
        json.add("golden", golden);
        json.add("provenance", draft.provenance());
        var inventory = new JsonObject();
        for (var member : members.values()) {
            var entry = new JsonObject();
            entry.addProperty("bytes", member.size());
            entry.addProperty("sha256", member.sha256());
            inventory.add(member.name(), entry);
        }
        json.add("members", inventory);
        return json;
    }

    private static JsonObject backbone(Backbone backbone) {
        var input = new JsonObject();
        input.addProperty("width", backbone.input().width());
        input.addProperty("height", backbone.input().height());
        input.addProperty("fit", backbone.input().fit().name().toLowerCase(Locale.ROOT));
        input.addProperty("mean", backbone.input().mean());
        input.addProperty("scale", backbone.input().scale());
        var json = new JsonObject();
        json.addProperty("feature_tensor", backbone.featureTensor());
        json.addProperty("dimension", backbone.dimension());
        json.addProperty("runtime", backbone.runtime());
        json.add("input", input);
        return json;
    }
}
