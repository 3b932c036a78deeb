package org.tinylcm.bench;

import java.util.List;
import java.util.Map;
import org.tinylcm.extractor.tflite.internal.BareNetwork;

/** The network with and without XNNPACK. */
final class ModelSuite implements Benchmarked {

    @Override
    public String name() {
        return "model";
    }

    @Override
    public String title() {
        return "One inference through the Java binding, with and without XNNPACK, on 1 and 2 threads";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        findings.flags = String.join(" ", Jmh.FLAGS);
        var file = settings.network(findings);
        try (var network = BareNetwork.open(file, 1, true)) {
            findings.note("Its input is " + network.input().width() + "x" + network.input().height() + " "
                    + network.inputType() + ", its output has " + network.dimension() + " features.");
        }
        var scores = Jmh.run(settings, ModelBench.class, "infer", Map.of("model", List.of(file.toString()),
                "threads", List.of("1", "2"), "xnnpack", List.of("true", "false")));
        for (var threads : List.of("1", "2")) {
            var fast = scores.get("infer " + file + " " + threads + " true");
            var plain = scores.get("infer " + file + " " + threads + " false");
            var with = threads.equals("1") ? "1 thread" : "2 threads";
            findings.add(Figure.plain("XNNPACK, " + with, fast.value(), "ms").remark(fast.spread()));
            findings.add(Figure.plain("plain interpreter, " + with, plain.value(), "ms").remark(plain.spread()));
            double times = plain.value() / fast.value();
            findings.add(threads.equals("1") ? Figure.atLeast(10, "XNNPACK: times as fast, " + with, times, "")
                    : Figure.plain("XNNPACK: times as fast, " + with, times, ""));
        }
    }
}
