package org.tinylcm.bench;

import java.util.SplittableRandom;

/**
 * How often a detector alarms on a stationary signal: many devices, each with a reference and a stream of its own.
 *
 * @param samples values in all
 * @param alarms alarms in all
 * @param early values among the first thousand of each device
 * @param earlyAlarms alarms on those
 * @param perSecond values a second, the making of random numbers included
 */
record RunLength(long samples, long alarms, long early, long earlyAlarms, double perSecond) {
    private static final int EARLY = 1000;

    /** @param warmUp values at the beginning that do not count */
    static RunLength of(Watcher.Kind kind, Signal signal, int devices, int samplesEach, int warmUp) {
        long alarms = 0;
        long earlyAlarms = 0;
        long nanos = 0;
        for (int device = 0; device < devices; device++) {
            var random = new SplittableRandom(1000 + device);
            var watcher = kind.make(signal, random);
            var stream = signal.stream().get();
            for (int i = 0; i < warmUp; i++) {
                watcher.sees(stream.applyAsDouble(random));
            }
            long begin = System.nanoTime();
            for (int i = 0; i < samplesEach; i++) {
                if (watcher.sees(stream.applyAsDouble(random))) {
                    alarms++;
                    earlyAlarms += i < EARLY ? 1 : 0;
                }
            }
            nanos += System.nanoTime() - begin;
        }
        long samples = (long) devices * samplesEach;
        return new RunLength(samples, alarms, (long) devices * Math.min(EARLY, samplesEach), earlyAlarms,
                samples / (nanos / 1e9));
    }

    /** Values between alarms; if there was none, at least the values there were. */
    double length() {
        return (double) samples / Math.max(1, alarms);
    }

    double earlyLength() {
        return (double) early / Math.max(1, earlyAlarms);
    }

    String text() {
        return (alarms == 0 ? "> " : "") + Text.number(length());
    }

    /** One standard error of the length, as independent alarms have it. */
    String spread() {
        return alarms == 0 ? "no alarm" : alarms + " alarms, +- " + Text.number(100 / Math.sqrt(alarms)) + " %";
    }

    String earlySpread() {
        return earlyAlarms + " alarms in " + Text.number(early);
    }
}
