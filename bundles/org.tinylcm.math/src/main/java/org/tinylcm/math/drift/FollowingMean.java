package org.tinylcm.math.drift;

/** Mean of a reference that follows a calm stream: {@code mean = (1 - f) mean + f x}, x the mean of so many frames. */
final class FollowingMean {
    private final double factor;
    private final int frames;
    private double mean;
    private double sum;
    private int summed;

    FollowingMean(double factor, int frames) {
        this.factor = factor;
        this.frames = frames;
    }

    double mean() {
        return mean;
    }

    void start(double from) {
        mean = from;
        forget();
    }

    /** What was gathered since the latest step is not to be trusted. */
    void forget() {
        sum = 0;
        summed = 0;
    }

    void add(double x) {
        sum += x;
        if (++summed >= frames) {
            mean = (1 - factor) * mean + factor * (sum / summed);
            forget();
        }
    }

    double[] save() {
        return new double[] {mean, sum, summed};
    }

    void restore(double[] saved) {
        mean = saved[0];
        sum = saved[1];
        summed = (int) saved[2];
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} */
    static void check(double[] saved) {
        if (saved.length != 3 || !Double.isFinite(saved[0]) || !Double.isFinite(saved[1])
                || !(saved[2] >= 0 && saved[2] <= 1e9)) {
            throw new IllegalArgumentException("not the state of a mean that follows");
        }
    }
}
