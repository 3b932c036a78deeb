package org.tinylcm.pack.internal.build;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tinylcm.input.BadInputException;

/**
 * Which samples are learned from and which are held out.
 *
 * @param train per class, in the order of {@link Samples#classes}, indices of samples to learn from
 * @param holdout indices of the samples that the classifier never sees, all classes mixed
 */
record Split(List<int[]> train, int[] holdout) {
    /** Every class gives its share, at least one sample to either side. */
    static Split of(Samples samples, double share, SplittableRandom random) {
        var train = new ArrayList<int[]>();
        var holdout = IntStream.builder();
        for (var label : samples.classes()) {
            var members = IntStream.range(0, samples.size()).filter(i -> samples.label(i).equals(label)).toArray();
            if (members.length < 2) {
                throw new BadInputException("class '" + label + "'", "samples",
                        "must be at least 2: one to learn from, one to hold out");
            }
            shuffle(members, random);
            var out = Math.max(1, Math.min(members.length - 1, (int) Math.round(members.length * share)));
            IntStream.of(members).limit(out).forEach(holdout::add);
            train.add(IntStream.of(members).skip(out).sorted().toArray());
        }
        var mixed = holdout.build().toArray();
        shuffle(mixed, random);
        return new Split(train, mixed);
    }

    /** All samples to learn from, ascending. */
    int[] allTrain() {
        return train.stream().flatMapToInt(IntStream::of).sorted().toArray();
    }

    private static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            var j = random.nextInt(i + 1);
            var value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
