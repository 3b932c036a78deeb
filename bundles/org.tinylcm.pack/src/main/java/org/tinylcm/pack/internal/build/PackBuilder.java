package org.tinylcm.pack.internal.build;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tinylcm.classify.ClassifierFactory;
import org.tinylcm.feature.FeatureExtractorFactory;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.input.BadInputException;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.SampleSet;
import org.tinylcm.pack.internal.fit.Medoids;
import org.tinylcm.pack.internal.fit.TransformFit;
import org.tinylcm.pack.internal.format.PackDraft;
import org.tinylcm.pack.internal.format.PackWriter;

/**
 * From labelled samples to a model pack: split, scale and project, choose prototypes, score what was held out. The same
 * input and seed give the same bytes, so nothing here runs in parallel or looks at a clock.
 */
public final class PackBuilder {
    /** Held-out samples in the pack; enough for thresholds and for guarding adaptations, and small on a device. */
    public static final int MAX_HOLDOUT = 600;
    private static final int MAX_CLASSES_FOR_AUROC = 50;

    private final FeatureExtractorFactory extractors;
    private final ClassifierFactory classifiers;
    private final ThresholdRule thresholds;
    private final String builder;

    /**
     * @param extractors opens networks, null if there is none: then only tables can be read
     * @param builder name and version of the builder, for the pack's provenance
     */
    public PackBuilder(FeatureExtractorFactory extractors, ClassifierFactory classifiers, ThresholdRule thresholds,
            String builder) {
        this.extractors = extractors;
        this.classifiers = classifiers;
        this.thresholds = thresholds;
        this.builder = builder;
    }

    /**
     * @throws BadInputException the samples or the network cannot be used
     * @throws IOException the pack cannot be written
     */
    public BuildResult build(PackOptions options, Progress progress) throws IOException {
        var samples = read(options, progress);
        var labels = samples.classes();
        var random = new SplittableRandom(options.seed());
        var split = Split.of(samples, options.holdout(), random);

        progress.note("Fitting scaler and principal components on " + split.allTrain().length + " samples");
        var fit = fit(samples, split, options, progress);
        var transformed = TransformFit.apply(fit.transform(), samples.features());
        var dimension = fit.transform().outputDimension();

        progress.note("Choosing prototypes");
        var chosen = new ArrayList<int[]>();
        for (var members : split.train()) {
            chosen.add(Medoids.choose(transformed, dimension, options.rule().metric(), members, options.perClass(),
                    random));
        }
        var prototypes = set(samples, transformed, dimension,
                chosen.stream().flatMapToInt(IntStream::of).toArray());

        progress.note("Scoring " + split.holdout().length + " held-out samples");
        var kept = Arrays.copyOf(split.holdout(), Math.min(split.holdout().length, MAX_HOLDOUT));
        var holdout = set(samples, transformed, dimension, kept);
        var scoring = new Scoring(classifiers, prototypes, options.rule());
        var all = set(samples, transformed, dimension, split.holdout());
        var known = scoring.novelty(holdout);
        var calibration = new AnswerCalibration(scoring, all, options.unknownShare());
        var answers = calibration.fit(known);
        var verdicts = scoring.classify(all, known, answers);
        checkLabels(verdicts, labels);
        var scores = Scoring.scores(holdout, verdicts.subList(0, kept.length));
        var figures = figures(samples, split, fit, verdicts, labels);
        var crossFitted = calibration.crossFitted();
        var reliability = Reliability.of(crossFitted);
        figures.put("calibration-error", reliability.error());
        figures.put("calibration-error-of-scores",
                Reliability.of(scoring.classify(all, known, AnswerRule.UNCALIBRATED)).error());
        figures.put("unknown-share",
                (double) crossFitted.stream().filter(Verdict::unknown).count() / crossFitted.size());
        if (labels.size() > 1 && labels.size() <= MAX_CLASSES_FOR_AUROC) {
            var novel = scoring.novelClass(holdout, labels, answers);
            figures.put("novel-class-auroc", novel.auroc());
            figures.put("novel-class-unknown-share", novel.unknown());
        }
        var limits = new TreeMap<String, Threshold>();
        scores.forEach((metric, values) ->
                limits.put(metric, thresholds.of(metric, values, options.averageRunLength())));
        // No limits for these: they may be odd on either side.
        scores.putAll(inputScores(samples, kept));
        var content = new Calibration(scores, options.averageRunLength(), figures, answers);

        var golden = GoldenChoice.choose(samples, kept, labels, transformed, dimension);
        var draft = new PackDraft(options.name(), options.version(), labels, samples.backbone(), fit.transform(),
                options.rule(), prototypes, holdout, content, Provenance.thresholds(limits), golden,
                Provenance.of(builder, options, samples, labels, split, chosen));
        var id = PackWriter.write(draft, options.out());
        return new BuildResult(id, Files.size(options.out()), options, samples, labels, split.train(), chosen,
                split.holdout(), verdicts, reliability, answers, dimension, figures, limits);
    }

    private Samples read(PackOptions options, Progress progress) throws IOException {
        if (options.source() instanceof PackOptions.Images images) {
            if (extractors == null) {
                throw new IllegalStateException("no bundle is installed that can run a network");
            }
            return ImageSamples.read(images, extractors, progress);
        }
        return VectorSamples.read((PackOptions.Vectors) options.source(), progress);
    }

    private static TransformFit fit(Samples samples, Split split, PackOptions options, Progress progress) {
        try {
            var fit = TransformFit.fit(samples.features(), samples.dimension(), split.allTrain(),
                    options.components(), options.whiten());
            if (options.components() > fit.available()) {
                progress.note(fit.transform().outputDimension() + " components instead of " + options.components()
                        + ": the samples give no more");
            }
            return fit;
        } catch (IllegalArgumentException e) {
            throw new BadInputException("samples", "features", e.getMessage(), e);
        }
    }

    private static SampleSet set(Samples samples, float[] transformed, int dimension, int[] chosen) {
        var labels = new ArrayList<String>(chosen.length);
        var features = new float[chosen.length * dimension];
        for (var sample : chosen) {
            System.arraycopy(transformed, sample * dimension, features, labels.size() * dimension, dimension);
            labels.add(samples.label(sample));
        }
        return new SampleSet(labels, features, dimension);
    }

    /** Scores per statistic of the pictures, in the order of the samples; none for tables. */
    private static Map<String, float[]> inputScores(Samples samples, int[] chosen) {
        var scores = new TreeMap<String, float[]>();
        for (var statistic : InputStatistic.values()) {
            var values = new float[chosen.length];
            int found = 0;
            for (var sample : chosen) {
                var known = samples.inputStatistics(sample);
                if (known.isPresent()) {
                    values[found++] = known.get()[statistic.ordinal()];
                }
            }
            if (found > 0 && found == chosen.length) {
                scores.put(statistic.score(), values);
            }
        }
        return scores;
    }

    private static void checkLabels(List<Verdict> verdicts, List<String> labels) {
        for (var verdict : verdicts) {
            if (!labels.contains(verdict.predicted())) {
                throw new IllegalStateException("the classifier says '" + verdict.predicted() + "', which is no class");
            }
        }
    }

    private static Map<String, Double> figures(Samples samples, Split split, TransformFit fit, List<Verdict> verdicts,
            List<String> labels) {
        var figures = new TreeMap<String, Double>();
        figures.put("accuracy", (double) verdicts.stream().filter(Verdict::correct).count() / verdicts.size());
        var recalls = 0.0;
        for (var label : labels) {
            var members = verdicts.stream().filter(verdict -> verdict.truth().equals(label)).toList();
            recalls += (double) members.stream().filter(Verdict::correct).count() / members.size();
        }
        figures.put("mean-recall", recalls / labels.size());
        figures.put("explained-variance", fit.explained());
        figures.put("samples", (double) samples.size());
        figures.put("holdout", (double) split.holdout().length);
        return figures;
    }
}
