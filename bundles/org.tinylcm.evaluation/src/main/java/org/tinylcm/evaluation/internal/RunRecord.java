package org.tinylcm.evaluation.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tinylcm.model.NeighbourRule.Metric;

/** What one run did, by the rows of its stream. */
final class RunRecord {

    /** The pack that was used. */
    record Pack(String name, String version, String id, String metric, int neighbours) {
    }

    /** A monitor's episode began or ended. */
    record Turn(int row, String monitor, boolean onset) {
    }

    /**
     * A class that the device proposed to itself.
     *
     * @param row the latest frame at that time
     * @param label its pseudo-label
     * @param samples rows of the samples that formed it
     * @param used true if it was taken into use
     * @param accepted true if it is still in use at the end
     * @param end last frame for which it was in use; the end of the stream unless it was taken back
     */
    record Change(int row, String label, String trigger, String reason, int[] samples, boolean used, boolean accepted,
            int end) {

        /** True if frames at a row are judged by a model that has this class. */
        boolean inUseAt(int at) {
            return used && at > row && at <= end;
        }
    }

    private final StreamFile stream;
    private final String[] labels;
    private final boolean[] unknown;
    private final float[][] novelty;
    private final Map<Long, Integer> rows = new HashMap<>();
    private final Map<String, Integer> sampleRows = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Turn> turns = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private Pack pack;
    private int next;
    private int failures;
    private String firstFailure = "";
    private boolean ended;

    private RunRecord(StreamFile stream) {
        this.stream = stream;
        labels = new String[stream.rows().size()];
        unknown = new boolean[stream.rows().size()];
        novelty = new float[Metric.values().length][stream.rows().size()];
    }

    /** @throws FailedRun it did not come to its end */
    static RunRecord read(Path file, StreamFile stream) throws IOException {
        var record = new RunRecord(stream);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    record.take(JsonParser.parseString(line).getAsJsonObject());
                }
            }
        }
        if (!record.ended) {
            throw new FailedRun("the run ended before its stream did; the reason stands above");
        }
        if (record.rows.isEmpty()) {
            throw new FailedRun("no frame could be classified: " + record.firstFailure);
        }
        return record;
    }

    Pack pack() {
        return pack;
    }

    /** Classes that the pack knows. */
    Set<String> known() {
        return known;
    }

    /** Label that a row got, null if it was given up. */
    String label(int row) {
        return labels[row];
    }

    /** True if a row was answered with "unknown". */
    boolean unknown(int row) {
        return unknown[row];
    }

    double novelty(Metric metric, int row) {
        return novelty[metric.ordinal()][row];
    }

    List<Turn> turns() {
        return turns;
    }

    List<Change> changes() {
        return changes;
    }

    int failures() {
        return failures;
    }

    String firstFailure() {
        return firstFailure;
    }

    private void take(JsonObject line) {
        switch (text(line, "kind")) {
            case "start" -> start(line);
            case "frame" -> frame(line);
            case "sample" -> sampleRows.put(text(line, "id"), row(line));
            case "onset" -> turns.add(new Turn(row(line), once(text(line, "monitor")), true));
            case "recovery" -> turns.add(new Turn(row(line), once(text(line, "monitor")), false));
            case "adaptation" -> adaptation(line);
            case "failure" -> {
                failures++;
                firstFailure = firstFailure.isEmpty() ? text(line, "cause") : firstFailure;
            }
            case "end" -> ended = true;
            case "error" -> throw new FailedRun(text(line, "reason"));
            default -> throw new IllegalArgumentException("unknown line " + line);
        }
    }

    private void start(JsonObject line) {
        pack = new Pack(text(line, "name"), text(line, "version"), text(line, "id"), text(line, "metric"),
                line.get("neighbours").getAsInt());
        for (var label : line.getAsJsonArray("labels")) {
            known.add(label.getAsString());
        }
    }

    private void frame(JsonObject line) {
        int row = find(text(line, "name"));
        rows.put(line.get("sequence").getAsLong(), row);
        labels[row] = once(text(line, "label"));
        unknown[row] = line.get("unknown").getAsBoolean();
        int metric = 0;
        for (var value : line.getAsJsonArray("novelty")) {
            novelty[metric++][row] = value.getAsFloat();
        }
    }

    /** Frames come in the order of the rows; rows that the source refused are passed over. */
    private int find(String name) {
        int line = stream.images() ? 0 : Integer.parseInt(name.substring(name.lastIndexOf(':') + 1));
        for (; next < stream.rows().size(); next++) {
            var row = stream.rows().get(next);
            if (stream.images() ? row.file().equals(name.strip()) : row.line() == line) {
                return next++;
            }
        }
        throw new FailedRun("frame " + name + " is not in " + stream.path() + ": the file has changed");
    }

    private void adaptation(JsonObject line) {
        int row = row(line);
        boolean used = line.get("used").getAsBoolean();
        boolean accepted = line.get("accepted").getAsBoolean();
        var samples = line.getAsJsonArray("samples").asList().stream().map(JsonElement::getAsString)
                .map(sampleRows::get).mapToInt(Integer::intValue).toArray();
        // Every frame after the one that it was accepted at was counted until it was taken back.
        int end = accepted ? labels.length - 1
                : rows.getOrDefault(line.get("sequence").getAsLong() + line.get("watched").getAsLong(), row);
        changes.add(new Change(row, text(line, "label"), text(line, "trigger"), text(line, "reason"), samples, used,
                accepted, end));
    }

    private int row(JsonObject line) {
        return rows.getOrDefault(line.get("sequence").getAsLong(), 0);
    }

    private String once(String text) {
        return texts.computeIfAbsent(text, t -> t);
    }

    private static String text(JsonObject line, String key) {
        return line.get(key).getAsString();
    }
}
