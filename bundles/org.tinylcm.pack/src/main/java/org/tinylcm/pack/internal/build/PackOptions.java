package org.tinylcm.pack.internal.build;

import java.nio.file.Path;
import org.tinylcm.model.ImageInput;
import org.tinylcm.model.NeighbourRule;

/**
 * What a person asks the builder for.
 *
 * @param source where the samples come from
 * @param components principal components wanted, at least 1
 * @param perClass prototypes per class, at least 1
 * @param holdout share of each class that is held out, between 0 and 1
 * @param averageRunLength wished frames between false alarms, at least 1
 * @param unknownShare share of known samples that may be answered with "unknown", 0..0.5
 * @param rule how neighbours decide
 * @param whiten true to give every component the same weight
 * @param seed of every random choice
 * @param name name of the pack
 * @param version version of the pack
 * @param out file to write
 */
public record PackOptions(Source source, int components, int perClass, double holdout, double averageRunLength,
        double unknownShare, NeighbourRule rule, boolean whiten, long seed, String name, String version, Path out) {
    /** Where samples come from. */
    public sealed interface Source {
    }

    /** A folder with one folder of pictures per class, and the network that turns them into features. */
    public record Images(Path folder, Path backbone, String featureTensor, float mean, float scale,
            ImageInput.Fit fit) implements Source {
    }

    /** A table of features with a label column. */
    public record Vectors(Path file, String labelColumn) implements Source {
    }
}
