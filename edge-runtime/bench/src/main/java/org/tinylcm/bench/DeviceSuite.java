package org.tinylcm.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.tinylcm.extractor.tflite.internal.BareNetwork;

/** Whole runs of the device as it is distributed. */
final class DeviceSuite implements Benchmarked {
    private static final int COLUMNS = 32;
    private static final int CLASSES = 5;
    private static final int SETTLED = 10_000;
    private static final int QUARANTINE = 50;
    private static final int SUSTAINED = 5;
    private static final String FULL = "org.tinylcm.quarantine/max.samples=" + QUARANTINE;

    @Override
    public String name() {
        return "device";
    }

    @Override
    public String title() {
        return "Whole runs of the device: memory, start, frames a second, the sample streams, 100,000 vector frames";
    }

    @Override
    public void run(Settings settings, Findings findings) throws Exception {
        findings.flags = String.join(" ", Device.OPTIONS);
        var work = settings.out().resolve("device");
        Folders.delete(work);
        Files.createDirectories(work);
        var device = new Device(settings, work);
        streams(settings, findings, device);
        rate(settings, findings, device, work);
        vectors(settings, findings, device, work);
        Folders.delete(work);
    }

    /** Each stream once, and that without drift several times for start and memory. */
    private static void streams(Settings settings, Findings findings, Device device) throws Exception {
        var pack = settings.sample("clothes.tlcm");
        var quiet = settings.sample("streams/no-drift.csv");
        var starts = new ArrayList<Double>();
        double rss = 0;
        JsonObject report = null;
        for (int i = 0; i < settings.count(5, 2); i++) {
            System.out.println("   no-drift, run " + (i + 1));
            report = device.run(List.of(), pack, quiet);
            var summary = report.getAsJsonObject("summary");
            starts.add(summary.get("startToFirstVerdictMillis").getAsDouble() / 1000);
            rss = Math.max(rss, summary.get("peakRssBytes").getAsDouble() / (1 << 20));
        }
        findings.add(Figure.atMost(160, "peak resident memory, sample pack", rss, "MB")
                .remark("largest of " + starts.size() + " runs"));
        findings.add(Figure.atMost(3, "from start to first verdict", median(starts), "s")
                .remark("median of " + starts.size() + " runs, each with fresh data"));
        var grid = new Grid("Sample streams", "stream", "frames", "accuracy %", "episodes", "false alarms",
                "segments and frames to the first onset in each", "adaptations");
        streamRow(findings, grid, "no-drift", quiet, report);
        for (var name : List.of("gradual-drift", "novel-class")) {
            System.out.println("   " + name);
            var list = settings.sample("streams/" + name + ".csv");
            streamRow(findings, grid, name, list, device.run(List.of(), pack, list));
        }
        findings.add(grid);
        findings.note("Accuracy counts a pseudo-class as wrong, for its name is not the true label. A false alarm is an"
                + " onset in a segment without drift.");
    }

    private static void streamRow(Findings findings, Grid grid, String stream, Path list, JsonObject report)
            throws IOException {
        var segments = segments(list);
        var summary = report.getAsJsonObject("summary");
        var onsets = new TreeSet<Long>();
        for (var episode : summary.getAsJsonArray("episodes")) {
            var onset = episode.getAsJsonObject().get("onsetFrame");
            if (onset != null) {
                onsets.add(onset.getAsLong());
            }
        }
        int falseAlarms = 0;
        var found = new ArrayList<String>();
        int begin = 0;
        for (int i = 1; i <= segments.size(); i++) {
            if (i == segments.size() || !segments.get(i).equals(segments.get(begin))) {
                var inside = onsets.subSet((long) begin, (long) i);
                var segment = segments.get(begin);
                if (List.of("darker", "blurred", "noisier", "novel").contains(segment)) {
                    double delay = inside.isEmpty() ? Double.POSITIVE_INFINITY : inside.first() - begin;
                    found.add(segment + " " + (inside.isEmpty() ? "never" : Text.number(delay)));
                    findings.add(Figure.atMost(10, stream + ": frames until '" + segment + "' is noticed", delay, "")
                            .remark(inside.isEmpty() ? "never" : ""));
                } else if (!segment.equals("mixed")) {
                    falseAlarms += inside.size();
                }
                begin = i;
            }
        }
        if (stream.equals("no-drift")) {
            findings.add(Figure.atMost(1, "no-drift: false alarms per 1000 frames",
                    1000.0 * falseAlarms / segments.size(), ""));
        }
        if (stream.equals("novel-class")) {
            learned(findings, segments, report);
        }
        grid.row(stream, summary.get("frames").getAsLong(), accuracy(summary),
                summary.getAsJsonArray("episodes").size(), falseAlarms, String.join(", ", found),
                adaptations(summary));
    }

    /** Share of the novel frames after the learning that get one and the same pseudo-label. */
    private static void learned(Findings findings, List<String> segments, JsonObject report) {
        int mixed = segments.indexOf("mixed");
        var labels = new ArrayList<String>();
        var known = new TreeSet<String>();
        for (var line : report.getAsJsonArray("frames")) {
            var frame = line.getAsJsonObject();
            if (!frame.has("label") || !frame.has("truth")) {
                continue;
            }
            long number = frame.get("frame").getAsLong();
            if (number < segments.indexOf("novel")) {
                known.add(frame.get("truth").getAsString());
            } else if (number >= mixed && !known.contains(frame.get("truth").getAsString())) {
                labels.add(frame.get("label").getAsString());
            }
        }
        long most = labels.stream().filter(label -> label.startsWith("novel-")).distinct()
                .mapToLong(label -> labels.stream().filter(label::equals).count()).max().orElse(0);
        findings.add(Figure.plain("novel-class: novel frames under one pseudo-class, after the learning",
                100.0 * most / Math.max(1, labels.size()), "%"));
    }

    private static Double accuracy(JsonObject summary) {
        if (!(summary.get("accuracy") instanceof JsonObject accuracy)) {
            return null;
        }
        return 100.0 * accuracy.get("correct").getAsLong() / Math.max(1, accuracy.get("judged").getAsLong());
    }

    private static String adaptations(JsonObject summary) {
        var outcomes = new ArrayList<String>();
        for (JsonElement adaptation : summary.getAsJsonArray("adaptations")) {
            outcomes.add(adaptation.getAsJsonObject().get("outcome").getAsString().toLowerCase(Locale.ROOT));
        }
        return outcomes.isEmpty() ? "none" : String.join(", ", outcomes);
    }

    private static List<String> segments(Path list) throws IOException {
        return Files.readAllLines(list).stream().skip(1).map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    /** The device beside the bare interpreter, in turns, on one core. */
    private static void rate(Settings settings, Findings findings, Device device, Path work) throws Exception {
        var network = settings.network(findings);
        var pack = settings.model() == null ? settings.sample("clothes.tlcm") : work.resolve("model.tlcm");
        if (settings.model() != null) {
            System.out.println("   building a pack with " + network.getFileName());
            try (var open = BareNetwork.open(network, 1, true)) {
                device.command("pack", "--images", settings.sample("images").toString(), "--backbone",
                        network.toString(), "--mean", String.valueOf(open.input().mean()), "--scale",
                        String.valueOf(open.input().scale()), "--components", "64", "--out", pack.toString());
            }
        }
        boolean pinned = Files.isExecutable(Path.of("/usr/bin/taskset"));
        var prefix = pinned ? List.of("/usr/bin/taskset", "-c", "0") : List.<String>of();
        var list = settings.sample("streams/no-drift.csv");
        var bench = new RatePairs(findings, device, prefix, network, pack);
        bench.run("", list, settings.count(5, 2));
        bench.run("5,000 frames: ", repeated(list, SUSTAINED, work.resolve("repeated")), settings.count(3, 1));
        findings.note("Frames a second: the 1000 pictures of the no-drift stream, and five times the same, from the first"
                + " result to the last, " + (pinned ? "each process on one core (taskset)"
                        : "not pinned to one core, for want of taskset")
                + ", same options of the virtual machine, same decoding and resizing. The device writes its log and"
                + " the report meanwhile. In the short run Java still compiles, of which the device has more to do.");
    }

    /** Its rows so many times, with the pictures beside it. */
    private static Path repeated(Path list, int times, Path folder) throws IOException {
        var rows = Files.readAllLines(list);
        var all = new ArrayList<>(rows.subList(0, 1));
        for (int i = 0; i < times; i++) {
            all.addAll(rows.subList(1, rows.size()));
        }
        for (var row : rows.subList(1, rows.size())) {
            var picture = row.substring(0, row.indexOf(','));
            Files.createDirectories(folder.resolve(picture).getParent());
            Files.copy(list.resolveSibling(picture), folder.resolve(picture));
        }
        return Files.write(folder.resolve(list.getFileName()), all);
    }

    /** The device beside the bare interpreter. */
    private record RatePairs(Findings findings, Device device, List<String> prefix, Path network, Path pack) {
        void run(String name, Path list, int pairs) throws Exception {
            var bare = new ArrayList<Double>();
            var whole = new ArrayList<Double>();
            var ratios = new ArrayList<Double>();
            for (int i = 0; i < pairs; i++) {
                System.out.println("   " + name + "frames a second, run " + (i + 1));
                var text = device.java(prefix, BareLoop.class, network.toString(), list.toString());
                bare.add(Double.parseDouble(text.substring(text.lastIndexOf("second ") + 7).strip()));
                whole.add(device.run(prefix, pack, list).getAsJsonObject("summary").get("framesPerSecond")
                        .getAsDouble());
                ratios.add(100 * whole.get(i) / bare.get(i));
            }
            findings.add(Figure.plain(name + "bare interpreter, frames a second", median(bare), "1/s"));
            findings.add(Figure.plain(name + "device, frames a second", median(whole), "1/s"));
            findings.add(Figure.atLeast(95, name + "device: share of the bare interpreter's frames", median(ratios), "%")
                    .remark("median of " + ratios.size() + " pairs: " + String.join(", ",
                            ratios.stream().map(Text::number).toList())));
        }
    }

    /** Heap after as many frames as the start needs to settle, and after ten times as many. */
    private static void vectors(Settings settings, Findings findings, Device device, Path work) throws Exception {
        var pack = work.resolve("vectors.tlcm");
        var train = table(work.resolve("train.csv"), 1000, 1);
        device.command("pack", "--vectors", train.toString(), "--components", "16", "--metric", "euclidean",
                "--out", pack.toString());
        int frames = settings.count(100_000, 30_000);
        System.out.println("   " + SETTLED + " vector frames");
        var settled = device.idle(pack, table(work.resolve("settled.csv"), SETTLED, 2), FULL);
        System.out.println("   " + frames + " vector frames");
        var end = device.idle(pack, table(work.resolve("all.csv"), frames, 2), FULL);
        var summary = end.report().getAsJsonObject("summary");
        if (summary.get("frames").getAsLong() != frames) {
            throw new BenchException(summary.get("frames") + " vector frames were classified, not " + frames);
        }
        findings.add(Figure.plain("live heap after " + Text.number(SETTLED) + " vector frames",
                settled.heap() / 1024.0, "KB"));
        findings.add(Figure.plain("live heap after " + Text.number(frames) + " vector frames", end.heap() / 1024.0,
                "KB"));
        findings.add(Figure.atMost(1, "growth of the heap from " + Text.number(SETTLED) + " to " + Text.number(frames)
                + " vector frames", 100.0 * (end.heap() - settled.heap()) / settled.heap(), "%")
                .remark(Text.number((end.heap() - settled.heap()) / (double) (frames - SETTLED)) + " bytes a frame"));
        var grown = new Grid("Classes whose live objects take more at the end", "class", "KB before", "KB at the end");
        end.bytes().entrySet().stream().sorted(Comparator.comparingLong(
                entry -> settled.bytes().getOrDefault(entry.getKey(), 0L) - entry.getValue())).limit(8)
                .forEach(entry -> grown.row(entry.getKey(), settled.bytes().getOrDefault(entry.getKey(), 0L) / 1024.0,
                        entry.getValue() / 1024.0));
        findings.add(grown);
        findings.add(Figure.plain("vector frames a second", summary.get("framesPerSecond").getAsDouble(), "1/s"));
        findings.add(Figure.plain("peak resident memory, vector frames",
                summary.get("peakRssBytes").getAsDouble() / (1 << 20), "MB"));
        findings.note("Vector frames: " + COLUMNS + " columns, " + CLASSES + " classes, without drift, all monitors of"
                + " the distribution on. Live heap is what jcmd's histogram counts after a collection, when the source"
                + " has ended; two processes with the same first " + Text.number(SETTLED) + " frames. The quarantine"
                + " is given room for " + QUARANTINE + " samples, so that it is full after the first "
                + Text.number(SETTLED) + " frames; as it is by default it would still be filling.");
    }

    private static Path table(Path file, int rows, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var centres = new SplittableRandom(99).doubles((long) CLASSES * COLUMNS, -2, 2).toArray();
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < COLUMNS; i++) {
                out.write("f" + i + ",");
            }
            out.write("label\n");
            for (int row = 0; row < rows; row++) {
                int classNumber = random.nextInt(CLASSES);
                for (int i = 0; i < COLUMNS; i++) {
                    out.write(String.format(Locale.ROOT, "%.4f,",
                            centres[classNumber * COLUMNS + i] + random.nextGaussian()));
                }
                out.write("class-" + classNumber + "\n");
            }
        }
        return file;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted.length % 2 == 1 ? sorted[sorted.length / 2]
                : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}
