package org.tinylcm.bench;

import java.util.List;
import java.util.Map;
import org.tinylcm.transformer.pca.internal.PcaTransformer;

/** Scaler and PCA beside Smile's, and beside loops written by hand. */
final class TransformSuite implements Benchmarked {

    @Override
    public String name() {
        return "transform";
    }

    @Override
    public String title() {
        return "Scaler and PCA of one frame, 1280 to 256 features, beside Smile and beside loops written by hand";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        findings.flags = String.join(" ", Jmh.FLAGS);
        boolean smile = System.getProperty("os.arch").equals("amd64");
        var others = smile ? List.of("byRow", "byColumn", "smile") : List.of("byRow", "byColumn");
        var scores = Jmh.run(settings, TransformBench.class, "ours|" + String.join("|", others), Map.of());
        var plain = Jmh.run(settings, TransformBench.class, "ours", Map.of(), "-Dtinylcm.vector=off").get("ours");
        var ours = scores.get("ours");
        double byHand = Math.min(scores.get("byRow").value(), scores.get("byColumn").value());
        findings.add(Figure.plain("ours", ours.value(), "us").remark(ours.spread()));
        findings.add(Figure.plain("ours, tinylcm.vector=off", plain.value(), "us").remark(plain.spread()));
        findings.add(Figure.below(8, "ours, allocated", ours.bytes(), "B/op"));
        for (var other : others) {
            var score = scores.get(other);
            findings.add(Figure.plain(label(other), score.value(), "us").remark(score.spread() + ", "
                    + Text.number(score.bytes()) + " B/op"));
        }
        findings.add(Figure.atMost(1.15, "time of ours / of the better loop by hand", ours.value() / byHand, ""));
        if (smile) {
            findings.add(Figure.atLeast(5, "times as fast as Smile", scores.get("smile").value() / ours.value(), ""));
            findings.add(Figure.atMost(1e-4, "largest difference of the answers to Smile's", difference(),
                    "of the norm"));
            findings.note("Smile calls OpenBLAS in double precision.");
        } else {
            findings.note("Left out: Smile, whose OpenBLAS is here for amd64 only.");
        }
        findings.note("The transformer does not use the Vector API: the compiler vectorises its loop by itself. So both"
                + " rows of ours should be the same.");
    }

    private static String label(String method) {
        return switch (method) {
            case "byRow" -> "by hand, Vector API, row by row";
            case "byColumn" -> "by hand, Vector API, input by input";
            default -> "Smile PCA.apply";
        };
    }

    private static double difference() throws ReflectiveOperationException {
        var projection = new Projection();
        var raw = new Synthetic().raw(0);
        var right = projection.smile().apply(Vectors.wide(raw, false));
        var features = new float[Vectors.DIMENSION];
        double norm = 0;
        for (double value : right) {
            norm += value * value;
        }
        double most = 0;
        new PcaTransformer(new Synthetic().pack()).transform(raw, features);
        most = Math.max(most, distance(features, right));
        for (var name : new String[] {"ByRow", "ByColumn"}) {
            projection.byHand(name).apply(raw, features);
            most = Math.max(most, distance(features, right));
        }
        return most / Math.sqrt(norm);
    }

    private static double distance(float[] features, double[] right) {
        double sum = 0;
        for (int i = 0; i < right.length; i++) {
            sum += (features[i] - right[i]) * (features[i] - right[i]);
        }
        return Math.sqrt(sum);
    }
}
