package org.tinylcm.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tinylcm.model.NeighbourRule.Metric;

/** Exact neighbour search beside MOA's, Smile's and Weka's. */
final class SearchSuite implements Benchmarked {
    private static final List<String> PEERS = List.of("moa", "smile", "weka");
    private static final String SCALAR = "-Dtinylcm.vector=off";

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String title() {
        return "Exact search of the 5 nearest of n prototypes with 256 features, beside MOA, Smile and Weka";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        findings.flags = String.join(" ", Jmh.FLAGS);
        var sizes = settings.quick() ? List.of("200", "2000") : List.of("200", "2000", "20000");
        var parameters = Map.of("rows", sizes, "metric", List.of("EUCLIDEAN", "COSINE"));
        var fast = Jmh.run(settings, SearchBench.class, "ours|moa|smile|weka", parameters, "-Xmx2g");
        var plain = Jmh.run(settings, SearchBench.class, "ours", parameters, "-Xmx2g", SCALAR);
        var byHand = Jmh.run(settings, SearchBench.class, "byHand", Map.of("rows", sizes, "metric",
                List.of("EUCLIDEAN")), "-Xmx2g");
        var grid = new Grid("Time of a search, microseconds", "metric", "prototypes", "Vector API", "plain Java", "MOA",
                "Smile", "Weka", "B/op");
        for (var metric : List.of("EUCLIDEAN", "COSINE")) {
            for (var size : sizes) {
                var key = " " + metric + " " + size;
                var ours = fast.get("ours" + key);
                grid.row(metric.toLowerCase(java.util.Locale.ROOT), Integer.parseInt(size), ours.value(),
                        plain.get("ours" + key).value(), fast.get("moa" + key).value(),
                        fast.get("smile" + key).value(), fast.get("weka" + key).value(), ours.bytes());
                figures(findings, metric, size, fast, plain.get("ours" + key));
            }
        }
        findings.add(grid);
        for (var size : sizes) {
            byHand(findings, size, "a loop by hand", fast, byHand.get("byHand Distances EUCLIDEAN " + size));
            byHand(findings, size, "a loop by hand with the same arithmetic", fast,
                    byHand.get("byHand SameDistances EUCLIDEAN " + size));
            answers(findings, Integer.parseInt(size));
        }
        large(settings, findings);
        findings.note("Ours is the whole of ClassifierModel.classify: search, vote, confidence, novelty.");
        findings.note("The loop by hand takes the widest registers and fused multiply-add, so its last bits depend on"
                + " the processor. The one with the same arithmetic keeps the promise of ours: eight partial sums, products"
                + " rounded before they are added, a fixed order, the same bits everywhere.");
        findings.note("The peers know no cosine distance: they get vectors of unit length and take the Euclidean one,"
                + " whose neighbours are the same.");
        findings.note("Each measured process has first compared its answers with a naive double loop.");
    }

    private static void figures(Findings findings, String metric, String size, Map<String, Jmh.Score> fast,
            Jmh.Score plain) {
        var key = " " + metric + " " + size;
        var what = size + " x 256, " + metric.toLowerCase(java.util.Locale.ROOT);
        var ours = fast.get("ours" + key);
        if (size.equals("200") && metric.equals("EUCLIDEAN")) {
            findings.add(Figure.atMost(10, what + ", Vector API", ours.value(), "us").remark(ours.spread()));
            findings.add(Figure.atMost(60, what + ", plain Java", plain.value(), "us").remark(plain.spread()));
            findings.add(Figure.below(8, what + ", allocated", ours.bytes(), "B/op"));
        }
        for (var peer : List.of("moa", "smile")) {
            var score = fast.get(peer + key);
            findings.add(Figure.atLeast(5, what + ": times as fast as " + peer, score.value() / ours.value(), "")
                    .remark("plain Java: " + Text.number(score.value() / plain.value())));
        }
    }

    private static void byHand(Findings findings, String size, String loop, Map<String, Jmh.Score> fast,
            Jmh.Score byHand) {
        findings.add(Figure.atMost(1.15, size + " x 256, euclidean: time of ours / of " + loop,
                fast.get("ours EUCLIDEAN " + size).value() / byHand.value(), "")
                .remark("by hand, Vector API: " + Text.number(byHand.value()) + " us"));
    }

    /** The same neighbours in the same order, by all four. */
    private static void answers(Findings findings, int rows) throws Exception {
        int count = Math.max(10, Math.min(200, 200_000 / rows));
        var block = Vectors.block(rows, 1);
        var queries = Vectors.queries(count).toArray(float[][]::new);
        for (var metric : List.of(Metric.EUCLIDEAN, Metric.COSINE)) {
            var ours = Searchers.ours(block, metric, queries);
            var others = List.of(Searchers.moa(block, metric, queries), Searchers.smile(block, metric, queries),
                    Searchers.weka(block, metric, queries));
            int differing = 0;
            for (int query = 0; query < count; query++) {
                var right = ours.nearest(query).clone();
                for (var other : others) {
                    differing += Arrays.equals(right, other.nearest(query)) ? 0 : 1;
                }
            }
            findings.add(Figure.atMost(0, rows + " x 256, " + metric.name().toLowerCase(java.util.Locale.ROOT)
                    + ": answers that differ", differing, "of " + count * PEERS.size()));
        }
    }

    private static void large(Settings settings, Findings findings) throws Exception {
        int rows = settings.quick() ? 100_000 : 1_000_000;
        long megabytes = (long) rows * Vectors.DIMENSION * Float.BYTES >> 20;
        if (Machine.memory("MemAvailable") < 3 * megabytes + 1024) {
            findings.note("Left out, for want of memory: " + rows + " prototypes, which take " + megabytes + " MB.");
            return;
        }
        var parameters = Map.of("rows", List.of(String.valueOf(rows)), "metric", List.of("EUCLIDEAN", "COSINE"));
        var heap = "-Xmx" + (2 * megabytes + 512) + "m";
        var copy = Jmh.run(settings, SearchBench.class, "copy", Map.of(), "-Xmx1g").get("copy");
        var scores = Jmh.run(settings, SearchBench.class, "ours", parameters, heap);
        double bandwidth = 2 * SearchBench.Copy.BYTES / copy.value() / 1000;
        findings.add(Figure.plain("copy bandwidth (read and written)", bandwidth, "GB/s"));
        for (var metric : List.of("EUCLIDEAN", "COSINE")) {
            var score = scores.get("ours " + metric + " " + rows);
            double reached = (double) rows * Vectors.DIMENSION * Float.BYTES / score.value() / 1000;
            var what = rows + " x 256, " + metric.toLowerCase(java.util.Locale.ROOT);
            findings.add(Figure.plain(what, score.value() / 1000, "ms").remark(Text.number(reached) + " GB/s read"));
            findings.add(Figure.atLeast(60, what + ": share of the copy bandwidth", 100 * reached / bandwidth, "%"));
        }
    }
}
