package org.tinylcm.adapter.heuristic.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tinylcm.adapt.AdaptationHeuristic;
import org.tinylcm.adapt.Proposal;
import org.tinylcm.classify.ClassifierModel;
import org.tinylcm.classify.Prototype;
import org.tinylcm.math.cluster.AverageLinkage;
import org.tinylcm.math.cluster.DistanceTable;
import org.tinylcm.math.cluster.Representatives;
import org.tinylcm.model.ModelPack;
import org.tinylcm.model.NeighbourRule.Metric;
import org.tinylcm.quarantine.QuarantinedSample;

/**
 * Clusters odd samples by average linkage across predicted labels, at the cut at which a known class would be found as
 * one cluster, and proposes those clusters that are large enough, novel, and nearer to themselves than to anything
 * known. A cluster that the same cut would join with an unnamed class of an earlier proposal is more of that class: it
 * is proposed under that label. Everything is measured in units of the known classes. Samples in no such cluster are
 * left alone. The same samples and model give the same proposals.
 */
@Component(configurationPid = "org.tinylcm.adapter.heuristic")
@Designate(ocd = HeuristicProposer.Config.class)
public final class HeuristicProposer implements AdaptationHeuristic {

    /** Settings. */
    @ObjectClassDefinition(name = "TinyLCM proposals for new classes")
    public @interface Config {
        @AttributeDefinition(min = "3", max = "600", description = "Samples that a new class needs at least")
        int min_cluster() default 12;

        @AttributeDefinition(min = "1", max = "100", description = "Samples of it that become prototypes at most")
        int representatives() default 15;

        @AttributeDefinition(min = "0.1", max = "10",
                description = "Looseness of a cluster, in units of a known class; larger finds looser clusters")
        double coherence() default 1.1;

        @AttributeDefinition(min = "1", max = "100",
                description = "How many times farther from everything known than from each other its samples must be")
        double separation() default 1.05;

        @AttributeDefinition(min = "0", max = "1",
                description = "Share of the known prototypes that must be less novel than its median sample")
        double novelty_quantile() default 0.8;

        @AttributeDefinition(min = "20", max = "2000", description = "Newest pending samples looked at; memory grows "
                + "with the square, 6 MB at 600")
        int max_samples() default 600;
    }

    /** Of more prototypes than this an even selection is taken: memory grows with the square. */
    private static final int MOST_KNOWN = 600;
    private static final double CORE = 0.8;

    private final Rules rules;
    private final Metric metric;

    @Activate
    public HeuristicProposer(Config config, @Reference ModelPack pack) {
        this(rules(config), pack.neighbourRule().metric());
    }

    HeuristicProposer(Rules rules, Metric metric) {
        this.rules = rules;
        this.metric = metric;
    }

    static Rules rules(Config config) {
        return new Rules(config.min_cluster(), config.representatives(), config.coherence(), config.separation(),
                config.novelty_quantile(), config.max_samples());
    }

    @Override
    public List<Proposal> propose(List<QuarantinedSample> pending, ClassifierModel model) {
        var space = new Space(metric, model.dimension());
        var samples = newest(pending.stream().filter(sample -> space.accepts(sample.features())).toList());
        var known = selection(model.prototypes());
        if (samples.size() < rules.minCluster() || known.isEmpty()) {
            return List.of();
        }
        var table = space.table(Stream.concat(samples.stream().map(QuarantinedSample::features),
                known.stream().map(Prototype::features)).toList());
        var classes = Classes.of(known, samples.size());
        var scale = KnownScale.of(table, classes, model.neighbours());
        return scale == null ? List.of() : propose(samples, table, classes, scale, model);
    }

    /** Largest cluster first; what one takes counts as known for the next, so that no concept is proposed twice. */
    private List<Proposal> propose(List<QuarantinedSample> samples, DistanceTable table, Classes classes,
            KnownScale scale, ClassifierModel model) {
        var all = IntStream.range(0, samples.size()).toArray();
        var taken = new HashSet<>(model.sizes().keySet());
        var proposals = new ArrayList<Proposal>();
        var before = new int[0];
        double cut = scale.height() * rules.coherence();
        for (var members : AverageLinkage.of(table.only(all)).cut(cut)) {
            if (members.length >= rules.minCluster()) {
                var home = classes.home(table, members, cut);
                var known = Cluster.join(classes.allBut(home.orElse(null)), before);
                var cluster = Cluster.measure(table, members, known, model.neighbours());
                if (cluster.isNewClass(rules, scale)) {
                    var label = home.orElseGet(() -> freeLabel(taken));
                    proposals.add(proposal(label, cluster, samples, table, scale));
                    before = Cluster.join(before, members);
                }
            }
        }
        return proposals;
    }

    private Proposal proposal(String label, Cluster cluster, List<QuarantinedSample> samples, DistanceTable table,
            KnownScale scale) {
        var members = Cluster.pick(cluster.members(), samples);
        var chosen = Representatives.choose(table, cluster.members(), rules.representatives(), CORE);
        var predicted = members.stream().map(QuarantinedSample::predicted).distinct().sorted().toList();
        return new Proposal(label, members.stream().map(QuarantinedSample::id).toList(),
                Cluster.pick(chosen, samples).stream().map(QuarantinedSample::features).toList(),
                cluster.figures(scale),
                String.format(Locale.ROOT, "%d odd samples predicted as %s lie %.2f times nearer to each other than to "
                        + "anything known, with %.2f times the spread of a known class", members.size(),
                        String.join(", ", predicted), cluster.separation(), cluster.spread() / scale.spread()));
    }

    private static String freeLabel(Set<String> taken) {
        int number = 1;
        while (!taken.add(Classes.PSEUDO + number)) {
            number++;
        }
        return Classes.PSEUDO + number;
    }

    private List<QuarantinedSample> newest(List<QuarantinedSample> samples) {
        return samples.subList(Math.max(0, samples.size() - rules.maxSamples()), samples.size());
    }

    private static List<Prototype> selection(List<Prototype> known) {
        int count = Math.min(known.size(), MOST_KNOWN);
        var indices = new int[count];
        Arrays.setAll(indices, i -> (int) ((long) i * known.size() / count));
        return Cluster.pick(indices, known);
    }
}
