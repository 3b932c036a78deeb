package org.tinylcm.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Whether adaptation ever leaves a device worse than the model it began with: random bad streams, worst case. */
final class HarmSuite implements Benchmarked {
    private static final int MOST_FRAMES = 300;
    /** Held strongly: a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger("org.tinylcm");

    @Override
    public String name() {
        return "harm";
    }

    @Override
    public String title() {
        return "Adaptation on random bad streams, beside the frozen model: the longest stretch of lower accuracy";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        // Of thousands of adaptations each is told in the log otherwise.
        LOGGER.setLevel(Level.WARNING);
        int each = settings.count(100, 4);
        var all = new ArrayList<HarmTrial>();
        var grid = new Grid("By kind of stream, " + each + " streams of " + BadStream.FRAMES + " frames each",
                "kind", "accuracy %", "frozen %", "adaptations", "refused or taken back", "longest stretch", "of",
                "longest, known classes", "of", "worst 300 frames, points");
        for (var kind : BadStream.Kind.values()) {
            System.out.println("   " + kind);
            var trials = new ArrayList<HarmTrial>();
            for (int seed = 1; seed <= each; seed++) {
                trials.add(HarmTrial.of(new BadStream(kind, seed)));
            }
            var worst = worst(trials, trial -> trial.all().longest());
            var worstKnown = worst(trials, trial -> trial.known().longest());
            grid.row(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    mean(trials, trial -> trial.all().accuracy()), mean(trials, trial -> trial.all().frozenAccuracy()),
                    trials.stream().mapToInt(HarmTrial::accepted).sum(),
                    trials.stream().mapToInt(HarmTrial::takenBack).sum(), worst.all().longest(), worst.name(),
                    worstKnown.known().longest(), worstKnown.name(),
                    worst(trials, trial -> trial.all().worstBlock()).all().worstBlock());
            all.addAll(trials);
        }
        findings.add(grid);
        var worst = worst(all, trial -> trial.all().longest());
        findings.add(Figure.atMost(MOST_FRAMES, "longest stretch more than 1 point under the frozen model, of "
                + all.size() + " streams", worst.all().longest(), "frames")
                .remark(worst.name() + ", until frame " + worst.all().longestEnd()));
        var worstKnown = worst(all, trial -> trial.known().longest());
        findings.add(Figure.plain("the same, frames of known classes alone", worstKnown.known().longest(), "frames")
                .remark(worstKnown.name() + ", until frame " + worstKnown.known().longestEnd() + " of these"));
        findings.add(Figure.plain("streams with a longer stretch than " + MOST_FRAMES,
                all.stream().filter(trial -> trial.all().longest() > MOST_FRAMES).count(), "streams"));
        findings.note("Accuracy is taken over the latest " + HarmMeter.WINDOW + " frames, of the device and of the"
                + " model that its pack began with on the same frames. A pseudo-class is right on frames of the class"
                + " that most of its samples came from. The frozen model cannot be right on a new class, hence the column of"
                + " known classes alone.");
        findings.note("The device is the real one (pipeline, monitors, quarantine, proposals, probation, classifier,"
                + " feedback, at their defaults) in lock-step in one process; only its state is not written to disk.");
    }

    private static HarmTrial worst(List<HarmTrial> trials, ToDoubleFunction<HarmTrial> by) {
        return trials.stream().max(Comparator.comparingDouble(by)).orElseThrow();
    }

    private static double mean(List<HarmTrial> trials, ToDoubleFunction<HarmTrial> of) {
        return trials.stream().mapToDouble(of).average().orElseThrow();
    }
}
