package org.tinylcm.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A sequence of pictures with their true labels, in named segments. */
final class Stream {

    /** One frame: picture, true label and segment. */
    record Frame(Picture picture, String label, String segment) {
    }

    private final Pool pool;
    private final SplittableRandom random;
    private final List<Frame> frames = new ArrayList<>();

    Stream(Pool pool, long seed) {
        this.pool = pool;
        random = new SplittableRandom(seed);
    }

    /** Frames of the classes given, drawn at random, as they are. */
    Stream plain(String segment, int count, List<String> classes) {
        return change(segment, count, classes, (picture, frame) -> picture);
    }

    /** Less and less light, down to the factor given. */
    Stream darker(String segment, int count, int ramp, List<String> classes, double factor) {
        return change(segment, count, classes,
                (picture, frame) -> picture.light(1 - (1 - factor) * strength(frame, ramp)));
    }

    /** Less and less focus, up to the radius given. */
    Stream blurred(String segment, int count, int ramp, List<String> classes, int radius) {
        return change(segment, count, classes,
                (picture, frame) -> picture.blur((int) Math.round(radius * strength(frame, ramp))));
    }

    /** More and more noise, up to the standard deviation given. */
    Stream noisier(String segment, int count, int ramp, List<String> classes, double deviation) {
        return change(segment, count, classes,
                (picture, frame) -> picture.noise(deviation * strength(frame, ramp), random));
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    private interface Change {
        Picture apply(Picture picture, int frame);
    }

    private Stream change(String segment, int count, List<String> classes, Change change) {
        for (int i = 0; i < count; i++) {
            var label = classes.get(random.nextInt(classes.size()));
            frames.add(new Frame(change.apply(pool.take(label), i), label, segment));
        }
        return this;
    }

    /** 0..1: how far the ramp has come at a frame of its segment. */
    private static double strength(int frame, int ramp) {
        return Math.min(1, (frame + 1.0) / ramp);
    }
}
