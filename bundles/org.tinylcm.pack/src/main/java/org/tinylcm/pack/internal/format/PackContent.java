package org.tinylcm.pack.internal.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.Backbone;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.GoldenSample;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.LinearTransform;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.SampleSet;

/** From verified bytes to values that fit together. */
final class PackContent {
    private static final Pattern METRICS = Pattern.compile("euclidean|manhattan|cosine");
    private static final Pattern FITS = Pattern.compile("stretch|crop|letterbox");

    private final JsonPart manifest;
    private final String origin;
    private final Function<String, byte[]> members;
    private List<String> labels;
    private int raw;
    private int dimension;

    /** @param members content of a member by name, its digest being verified */
    PackContent(JsonPart manifest, Function<String, byte[]> members) {
        this.manifest = manifest;
        this.origin = manifest.origin();
        this.members = members;
    }

    /** @param backboneDigest SHA-256 of the network, null if there is none */
    LoadedPack read(String id, String backboneDigest) {
        labels = manifest.texts("labels", PackRules.LABEL, PackRules.LABEL_RULE);
        if (labels.isEmpty() || labels.size() > PackRules.MAX_LABELS
                || new HashSet<>(labels).size() != labels.size()) {
            throw manifest.refused("labels", "must be 1.." + PackRules.MAX_LABELS + " different names");
        }
        var dimensions = manifest.object("dimensions");
        raw = dimensions.integer("raw", 1, PackRules.MAX_DIMENSION);
        dimension = dimensions.integer("features", 1, PackRules.MAX_DIMENSION);
        var backbone = Optional.ofNullable(backboneDigest).map(this::backbone);
        var rule = rule();
        var prototypes = samples(PackRules.PROTOTYPES);
        for (var label : labels) {
            if (!prototypes.labels().contains(label)) {
                throw new BadInputException(origin, PackRules.PROTOTYPES, "must have a prototype of '" + label + "'");
            }
        }
        var holdout = samples(PackRules.HOLDOUT);
        return new LoadedPack(id, manifest.text("name", PackRules.NAME, PackRules.NAME_RULE),
                manifest.text("version", PackRules.VERSION, PackRules.VERSION_RULE), labels, backbone, transform(),
                rule, prototypes, holdout, calibration(holdout.size()), golden(backbone.isPresent()));
    }

    LoadedPack withBackboneFile(LoadedPack pack, Path file) {
        var old = pack.backbone().orElseThrow();
        var backbone = new Backbone(file, old.sha256(), old.featureTensor(), old.dimension(), old.input(),
                old.runtime());
        return new LoadedPack(pack.id(), pack.name(), pack.version(), pack.labels(), Optional.of(backbone),
                pack.transform(), pack.neighbourRule(), pack.prototypes(), pack.holdout(), pack.calibration(),
                pack.goldenSamples());
    }

    private Backbone backbone(String digest) {
        var json = manifest.object("backbone");
        var features = json.integer("dimension", 1, PackRules.MAX_DIMENSION);
        if (features != raw) {
            throw json.refused("dimension", "must be the transform's " + raw + " inputs, is " + features);
        }
        var input = json.object("input");
        var scale = (float) input.number("scale");
        var mean = (float) input.number("mean");
        if (!(scale > 0) || !Float.isFinite(scale) || !Float.isFinite(mean)) {
            throw input.refused("scale", "must be greater than 0, and mean and scale must be finite");
        }
        var fit = ImageInput.Fit.valueOf(input.text("fit", FITS, "must be stretch, crop or letterbox")
                .toUpperCase(Locale.ROOT));
        var image = new ImageInput(input.integer("width", 1, 4096), input.integer("height", 1, 4096), fit, mean, scale);
        return new Backbone(Path.of(PackRules.BACKBONE), digest,
                json.text("feature_tensor", PackRules.TEXT, PackRules.TEXT_RULE), features, image,
                json.text("runtime", PackRules.TEXT, PackRules.TEXT_RULE));
    }

    private NeighbourRule rule() {
        var json = manifest.object("neighbours");
        var metric = json.text("metric", METRICS, "must be euclidean, manhattan or cosine");
        return new NeighbourRule(json.integer("k", 1, 50),
                NeighbourRule.Metric.valueOf(metric.toUpperCase(Locale.ROOT)), json.flag("weighted"));
    }

    private LinearTransform transform() {
        var block = block(PackRules.TRANSFORM);
        var scale = block.array("scale", raw, origin, PackRules.TRANSFORM);
        for (var value : scale) {
            if (!(value > 0)) {
                throw new BadInputException(origin, PackRules.TRANSFORM + ", scale", "must be greater than 0");
            }
        }
        return new LinearTransform(block.array("mean", raw, origin, PackRules.TRANSFORM), scale,
                block.array("components", (long) raw * dimension, origin, PackRules.TRANSFORM), dimension);
    }

    private SampleSet samples(String member) {
        var block = block(member);
        var names = new ArrayList<String>(block.classes().length);
        for (var index : block.classes()) {
            if (index >= labels.size()) {
                throw new BadInputException(origin, member, "class " + index + " must be one of " + labels.size());
            }
            names.add(labels.get(index));
        }
        return new SampleSet(names, block.array("features", (long) names.size() * dimension, origin, member),
                dimension);
    }

    private Calibration calibration(int samples) {
        var scores = block(PackRules.SCORES).arrays();
        for (var score : scores.entrySet()) {
            if (score.getValue().length != samples) {
                throw new BadInputException(origin, PackRules.SCORES + ", " + score.getKey(),
                        "must have one score per held-out sample, has " + score.getValue().length);
            }
        }
        var reference = Json.parse(members.apply(PackRules.REFERENCE), origin, PackRules.REFERENCE);
        var runLength = reference.number("average_run_length");
        if (!(runLength >= 1 && runLength <= 1e9)) {
            throw reference.refused("average_run_length", "must be 1..1e9 frames");
        }
        var figures = new HashMap<String, Double>();
        var json = reference.object("figures");
        json.keys().forEach(key -> figures.put(key, json.number(key)));
        return new Calibration(scores, runLength, figures, answers(reference));
    }

    /** Packs built before there was such a thing say nothing. */
    private static AnswerRule answers(JsonPart reference) {
        if (!reference.has("answers")) {
            return AnswerRule.UNCALIBRATED;
        }
        var json = reference.object("answers");
        try {
            return new AnswerRule(json.numbers("scores"), json.numbers("confidences"), json.number("unknown_share"));
        } catch (IllegalArgumentException e) {
            throw reference.refused("answers", e.getMessage());
        }
    }

    private List<GoldenSample> golden(boolean pictures) {
        var entries = manifest.objects("golden");
        if (entries.size() > PackRules.MAX_GOLDEN) {
            throw manifest.refused("golden", "must be at most " + PackRules.MAX_GOLDEN);
        }
        var block = block(PackRules.GOLDEN);
        var features = split(block.array("features", (long) entries.size() * dimension, origin, PackRules.GOLDEN),
                dimension);
        var vectors = pictures ? List.<float[]>of()
                : split(block.array("vectors", (long) entries.size() * raw, origin, PackRules.GOLDEN), raw);
        var samples = new ArrayList<GoldenSample>();
        for (int i = 0; i < entries.size(); i++) {
            var name = entries.get(i).text("name", PackRules.MEMBER, "must be a plain name");
            var label = entries.get(i).text("label", PackRules.LABEL, PackRules.LABEL_RULE);
            if (!labels.contains(label)) {
                throw entries.get(i).refused("label", "must be one of the pack's labels");
            }
            samples.add(new GoldenSample(name, pictures ? picture(name) : new Payload.Vector(vectors.get(i)), label,
                    features.get(i)));
        }
        return samples;
    }

    private Payload picture(String name) {
        var bytes = members.apply(name);
        if (bytes.length > PackRules.MAX_GOLDEN_BYTES) {
            throw new BadInputException(origin, name, "must be at most " + PackRules.MAX_GOLDEN_BYTES + " bytes");
        }
        return new Payload.EncodedImage(bytes);
    }

    private static List<float[]> split(float[] block, int length) {
        var parts = new ArrayList<float[]>();
        for (int at = 0; at < block.length; at += length) {
            var part = new float[length];
            System.arraycopy(block, at, part, 0, length);
            parts.add(part);
        }
        return parts;
    }

    private FloatBlock block(String member) {
        return FloatBlock.read(members.apply(member), origin, member);
    }
}
