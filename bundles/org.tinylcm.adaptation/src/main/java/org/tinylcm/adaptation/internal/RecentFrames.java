package org.tinylcm.adaptation.internal;

import java.util.List;
import java.util.Optional;

/** Features of the latest frames, for labels that come late. Bounded; safe for any thread. */
final class RecentFrames {
    /** At 256 features half a megabyte. */
    static final int MOST = 512;
    /** Less familiar frames are odd. */
    static final double ODD = 0.05;

    private final long[] numbers = new long[MOST];
    private final float[][] features = new float[MOST][];
    private final boolean[] odd = new boolean[MOST];

    synchronized void add(long frame, float[] values, double familiarity) {
        int at = (int) (frame % MOST);
        numbers[at] = frame;
        features[at] = values;
        odd[at] = familiarity < ODD;
    }

    /** Empty if the frame is too long ago, or was before the device started. */
    synchronized Optional<float[]> features(long frame) {
        int at = (int) Math.floorMod(frame, (long) MOST);
        return numbers[at] == frame ? Optional.ofNullable(features[at]) : Optional.empty();
    }

    synchronized boolean odd(long frame) {
        int at = (int) Math.floorMod(frame, (long) MOST);
        return numbers[at] == frame && odd[at];
    }

    /** Share of odd frames from one to another, both included, of those that are still here; 0 if none is. */
    synchronized double oddShare(long from, long to) {
        int here = 0;
        int strange = 0;
        for (long frame = Math.max(from, to - MOST + 1); frame <= to; frame++) {
            if (features(frame).isPresent()) {
                here++;
                strange += odd(frame) ? 1 : 0;
            }
        }
        return here == 0 ? 0 : (double) strange / here;
    }

    /** True if labelled frames are odd more often than the frames between them, by more than three deviations. */
    synchronized boolean pickedByOddness(List<Labelled> labelled) {
        var here = labelled.stream().filter(sample -> features(sample.frame()).isPresent()).toList();
        if (here.isEmpty()) {
            return false;
        }
        long strange = here.stream().filter(sample -> odd(sample.frame())).count();
        long first = here.stream().mapToLong(Labelled::frame).min().orElseThrow();
        long last = here.stream().mapToLong(Labelled::frame).max().orElseThrow();
        double share = oddShare(first, last);
        return strange > here.size() * share + 3 * Math.sqrt(here.size() * share * (1 - share)) + 1;
    }
}
