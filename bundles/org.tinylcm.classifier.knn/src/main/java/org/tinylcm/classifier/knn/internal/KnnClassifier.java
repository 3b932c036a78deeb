package org.tinylcm.classifier.knn.internal;

import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tinylcm.classify.Classification;
import org.tinylcm.classify.Classifier;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.ModelChange;
import org.tinylcm.model.AnswerRule;
import org.tinylcm.model.Calibration;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule;
import org.tinylcm.model.NeighbourRule.Metric;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/** Begins with the pack's prototypes; what it learns later is bounded, and is the only thing it keeps as state. */
@Component(service = {Classifier.class, Stateful.class}, configurationPid = "org.tinylcm.classifier.knn")
@Designate(ocd = KnnClassifier.Config.class)
public final class KnnClassifier implements Classifier, Stateful {

    /** Settings. */
    @ObjectClassDefinition(name = "TinyLCM nearest neighbours",
            description = "Overriding k, metric or weighting makes the monitors' calibrated thresholds unfit")
    public @interface Config {
        @AttributeDefinition(min = "0", max = "50", description = "Neighbours that decide; 0: as the model pack says")
        int k() default 0;

        @AttributeDefinition(description = "Distance; pack: as the model pack says", options = {
                @Option(label = "As the pack", value = "pack"), @Option(label = "Euclidean", value = "euclidean"),
                @Option(label = "Manhattan", value = "manhattan"), @Option(label = "Cosine", value = "cosine")})
        String metric() default "pack";

        @AttributeDefinition(description = "Weight of a vote; pack: as the model pack says", options = {
                @Option(label = "As the pack", value = "pack"), @Option(label = "All the same", value = "none"),
                @Option(label = "1 / distance", value = "distance")})
        String weighting() default "pack";

        @AttributeDefinition(min = "1", max = "10000",
                description = "Prototypes that may be added per class; then the class's oldest added one makes room")
        int class_quota() default 40;

        @AttributeDefinition(min = "1", max = "100000",
                description = "Prototypes that may be added in all; then the class with the most added gives up one")
        int max_added() default 400;

        @AttributeDefinition(min = "-1", max = "0.5", description = "Share of known samples that may be answered with "
                + "'unknown'; 0: never; -1: as the model pack says, 0.01 if it says nothing")
        double unknown_share() default -1;
    }

    private final String modelId;
    private final Limits limits;
    private final Memory packOnly;
    private volatile KnnModel model;

    @Activate
    public KnnClassifier(Config config, @Reference ModelPack pack) {
        this(pack, new NeighbourRule(config.k() == 0 ? pack.neighbourRule().k() : config.k(),
                config.metric().equals("pack") ? pack.neighbourRule().metric()
                        : Metric.valueOf(config.metric().toUpperCase(Locale.ROOT)),
                config.weighting().equals("pack") ? pack.neighbourRule().weighted()
                        : config.weighting().equals("distance")),
                new Limits(config.class_quota(), config.max_added()), config.unknown_share() < 0
                        ? pack.calibration().answers()
                        : pack.calibration().answers().withUnknownShare(config.unknown_share()));
    }

    KnnClassifier(ModelPack pack, NeighbourRule rule, Limits limits) {
        this(pack, rule, limits, pack.calibration().answers());
    }

    private KnnClassifier(ModelPack pack, NeighbourRule rule, Limits limits, AnswerRule answers) {
        this.modelId = pack.id();
        this.limits = limits;
        packOnly = Memory.of(pack.prototypes());
        model = new KnnModel(this, rule, packOnly, new Familiarity(knownNovelty(pack, rule)), answers);
    }

    @Override
    public String modelId() {
        return modelId;
    }

    @Override
    public ClassifierModel model() {
        return model;
    }

    @Override
    public ClassifierModel propose(List<ModelChange> changes) {
        var base = model;
        var editor = new Editor(base.memory(), limits);
        changes.forEach(editor::apply);
        return base.with(editor.result());
    }

    @Override
    public void adopt(ClassifierModel candidate) {
        if (!(candidate instanceof KnnModel own) || !own.belongsTo(this)) {
            throw new IllegalArgumentException("the model was made by another classifier");
        }
        model = own;
    }

    @Override
    public String stateName() {
        return "classifier";
    }

    @Override
    public ComponentState saveState() {
        return MemoryState.save(modelId, model.memory());
    }

    @Override
    public void restoreState(ComponentState state) {
        model = model.with(MemoryState.restore(state, modelId, packOnly));
    }

    /** The pack's own figures hold for the pack's own rule; for another rule the held-out samples are scored again. */
    private static float[] knownNovelty(ModelPack pack, NeighbourRule rule) {
        var calibrated = pack.calibration().scores().get(Calibration.KNN_DISTANCE);
        if (calibrated != null && rule.equals(pack.neighbourRule())) {
            return calibrated;
        }
        var bare = new KnnModel(null, rule, Memory.of(pack.prototypes()), new Familiarity(new float[0]),
                AnswerRule.UNCALIBRATED);
        var holdout = pack.holdout();
        var result = new Classification(rule.k());
        var novelty = new float[holdout.size()];
        for (int i = 0; i < novelty.length; i++) {
            bare.classify(holdout.sample(i), result);
            novelty[i] = (float) result.novelty();
        }
        return novelty;
    }
}
