package org.tinylcm.bench;

import java.util.List;
import java.util.Map;

/** What a frame costs besides the network. */
final class OverheadSuite implements Benchmarked {
    private static final String STAGES = "transform|classify|monitors|frame|frameTold|model";

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String title() {
        return "Everything but the extractor for one frame: 1280 to 256 features, 200 prototypes, six monitors";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        findings.flags = String.join(" ", Jmh.FLAGS);
        var network = settings.network(findings).toString();
        var scores = Jmh.run(settings, OverheadBench.class, STAGES, Map.of("model", List.of(network)));
        var model = scores.get("model " + network);
        for (var stage : List.of("transform", "classify", "monitors")) {
            var score = scores.get(stage);
            findings.add(Figure.plain(label(stage), score.value(), "us").remark(score.spread()));
            findings.add(Figure.below(8, label(stage) + ", allocated", score.bytes(), "B/op"));
        }
        for (var stage : List.of("frame", "frameTold")) {
            var score = scores.get(stage);
            findings.add(Figure.plain(label(stage), score.value(), "us").remark(score.spread() + ", "
                    + Text.number(score.bytes()) + " B/op"));
        }
        findings.add(Figure.plain("the network, one thread, XNNPACK", model.value(), "us").remark(model.spread()));
        for (var stage : List.of("frame", "frameTold")) {
            findings.add(Figure.below(5, label(stage) + ": share of the network's time",
                    100 * scores.get(stage).value() / model.value(), "%"));
        }
        findings.note("A frame takes the way it takes in the pipeline (FrameRunner), stage clock and counters included."
                + " Bookkeeping allocates the samples that are put aside, about one frame in a hundred here; with a"
                + " listener also the result of each frame, which the listener may keep.");
        findings.note("The smallest Java object has 16 bytes: less than 8 B/op is the harness's own garbage.");
        findings.note("With a listener the time includes waking its thread.");
    }

    private static String label(String stage) {
        return switch (stage) {
            case "monitors" -> "all six monitors";
            case "frame" -> "whole frame, nobody listens";
            case "frameTold" -> "whole frame, one listener";
            default -> stage;
        };
    }
}
