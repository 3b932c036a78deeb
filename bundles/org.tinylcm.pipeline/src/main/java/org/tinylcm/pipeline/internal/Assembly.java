package org.tinylcm.pipeline.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tinylcm.classify.Classifier;
import org.tinylcm.feature.FeatureExtractor;
import org.tinylcm.feature.FeatureTransformer;
import org.tinylcm.frame.FrameSource;
import org.tinylcm.model.ModelPack;

/**
 * The stages that a frame passes, and whether they are there and fit together. Changed under the pipeline's frame lock
 * only; may be read by any.
 */
final class Assembly {
    final Slot<FrameSource> source = new Slot<>();
    final Slot<FeatureExtractor> extractor = new Slot<>();
    final Slot<FeatureTransformer> transformer = new Slot<>();
    final Slot<Classifier> classifier = new Slot<>();
    private final long graceNanos;
    /** The packs that are there: two while one is being replaced by another. */
    private final List<ModelPack> packs = new ArrayList<>();
    private volatile Chain chain;
    private volatile String misfit = "";
    private volatile long missingSince = System.nanoTime();

    Assembly(long graceMillis) {
        graceNanos = TimeUnit.MILLISECONDS.toNanos(graceMillis);
    }

    /** Null while a stage is missing or they do not fit. */
    Chain chain() {
        return chain;
    }

    void add(ModelPack pack) {
        packs.add(pack);
        reassemble();
    }

    void remove(ModelPack pack) {
        packs.remove(pack);
        reassemble();
    }

    /** @return true if it was one of the stages in use */
    boolean remove(Object service) {
        boolean inUse = false;
        for (var slot : List.of(source, extractor, transformer, classifier)) {
            inUse |= slot.empty(service);
        }
        if (inUse) {
            reassemble();
        }
        return inUse;
    }

    /** After a slot was filled. */
    void reassemble() {
        boolean was = complete();
        chain = null;
        misfit = "";
        if (extractor.get() != null && transformer.get() != null && classifier.get() != null) {
            try {
                connect();
            } catch (IllegalStateException e) {
                misfit = e.getMessage();
            }
        }
        if (was && !complete()) {
            missingSince = System.nanoTime();
        }
    }

    private void connect() {
        var known = packs.isEmpty() ? InputFamiliarity.UNKNOWN : InputFamiliarity.of(packs.get(0).calibration());
        var candidate = new Chain(extractor.get(), transformer.get(), classifier.get(), known);
        if (packs.stream().map(ModelPack::id).allMatch(candidate.modelId()::equals)) {
            chain = candidate;
        } else {
            misfit = "the model pack is being replaced";
        }
    }

    boolean complete() {
        return chain != null && source.get() != null;
    }

    /** Without a single stage nobody has asked for frames to be looked at. */
    boolean wanted() {
        return source.get() != null || extractor.get() != null || !packs.isEmpty();
    }

    /** True if stages have been missing for longer than they may. */
    boolean graceOver() {
        return System.nanoTime() - missingSince > graceNanos;
    }

    /** Why no frame can be looked at; empty if one can. */
    String problem() {
        if (!misfit.isEmpty()) {
            return misfit;
        }
        var missing = providers().entrySet().stream().filter(entry -> entry.getValue().isEmpty()).map(Map.Entry::getKey)
                .toList();
        return missing.isEmpty() ? "" : "no " + String.join(", no ", missing);
    }

    /** Who gives each stage, in their order; empty for one that is missing. */
    Map<String, String> providers() {
        var providers = new LinkedHashMap<String, String>();
        providers.put("source", source.provider());
        providers.put("extractor", extractor.provider());
        providers.put("transformer", transformer.provider());
        providers.put("classifier", classifier.provider());
        return providers;
    }
}
