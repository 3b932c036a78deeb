package org.tinylcm.pack.internal.build;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tinylcm.model.Backbone;
import org.tinylcm.pack.internal.format.Digests;

/** Everything that was read: one row of raw features per usable sample, in the order of the source. */
public final class Samples {
    private final int dimension;
    private final Optional<Backbone> backbone;
    private final List<String> names = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final TreeSet<String> classes = new TreeSet<>();
    private final List<Path> files = new ArrayList<>();
    private final List<float[]> statistics = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private float[] features = new float[0];
    private String digest = "";

    Samples(int dimension, Optional<Backbone> backbone) {
        this.dimension = dimension;
        this.backbone = backbone;
    }

    /** Says that there is such a class, even if none of its samples turns out to be usable. */
    void declare(String label) {
        classes.add(label);
    }

    /**
     * @param file the picture, null for a row of a table
     * @param inputStatistics what the picture is like, null if it is none
     */
    void add(String name, String label, Path file, float[] values, float[] inputStatistics) {
        var needed = Math.multiplyExact(names.size() + 1, dimension);
        if (features.length < needed) {
            features = Arrays.copyOf(features, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * needed)));
        }
        System.arraycopy(values, 0, features, needed - dimension, dimension);
        names.add(name);
        labels.add(label);
        classes.add(label);
        files.add(file);
        statistics.add(inputStatistics);
    }

    /** Notes an item that could not be used. */
    void refuse(String line) {
        refusals.add(line);
    }

    /** @param inventory what was read, one line per item with its digest */
    void complete(String inventory) {
        digest = Digests.of(inventory.getBytes(StandardCharsets.UTF_8));
        features = Arrays.copyOf(features, names.size() * dimension);
    }

    public int size() {
        return names.size();
    }

    public int dimension() {
        return dimension;
    }

    /** The network that gave the features; empty if they came as such. */
    public Optional<Backbone> backbone() {
        return backbone;
    }

    /** Row-major; not to be written. */
    public float[] features() {
        return features;
    }

    public String name(int sample) {
        return names.get(sample);
    }

    public String label(int sample) {
        return labels.get(sample);
    }

    /** The picture, empty for a row of a table. */
    public Optional<Path> file(int sample) {
        return Optional.ofNullable(files.get(sample));
    }

    /** By {@link org.tinylcm.feature.InputStatistic} what the picture is like; empty for a row of a table. */
    Optional<float[]> inputStatistics(int sample) {
        return Optional.ofNullable(statistics.get(sample));
    }

    /** All classes, sorted. */
    public List<String> classes() {
        return List.copyOf(classes);
    }

    /** One line for each item that could not be used. */
    public List<String> refusals() {
        return Collections.unmodifiableList(refusals);
    }

    /** SHA-256 over names and digests of everything that was read. */
    public String digest() {
        return digest;
    }
}
