package org.tinylcm.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Labelled vectors in one block. The array is shared, not copied: nobody may write to it.
 *
 * @param labels one per sample
 * @param features row-major, labels.size() × dimension
 * @param dimension features per sample
 */
public record SampleSet(List<String> labels, float[] features, int dimension) {

    public SampleSet {
        labels = List.copyOf(labels);
        if (dimension < 1 || features.length != (long) labels.size() * dimension) {
            throw new IllegalArgumentException(labels.size() + " samples x " + dimension + " features are not "
                    + features.length + " values");
        }
    }

    public int size() {
        return labels.size();
    }

    /** Copies the features of one sample. */
    public float[] sample(int index) {
        var sample = new float[dimension];
        System.arraycopy(features, index * dimension, sample, 0, dimension);
        return sample;
    }

    /** Some of the samples, in the order asked for. */
    public SampleSet of(int... rows) {
        var names = new ArrayList<String>(rows.length);
        var values = new float[rows.length * dimension];
        for (int row : rows) {
            System.arraycopy(features, row * dimension, values, names.size() * dimension, dimension);
            names.add(labels.get(row));
        }
        return new SampleSet(names, values, dimension);
    }
}
