package org.tinylcm.math.drift;

/**
 * Turns a statistic into episodes with exactly one onset and one recovery each: onset when the statistic exceeds its
 * threshold, recovery not before it has fallen to a share of the threshold (hysteresis) and a number of frames have
 * passed, and no new onset for some frames after that (cooldown).
 */
public final class EpisodeGate {

    /** The same values in the same order as the API's verdict. */
    public enum Phase {
        WARMING_UP, STABLE, WARNING, DRIFT
    }

    /**
     * @param exitFactor share of the threshold at which drift ends, 0..1
     * @param cooldownFrames frames after a recovery without a new onset
     * @param leastDriftFrames frames that an episode lasts at least
     */
    public record Policy(double exitFactor, int cooldownFrames, int leastDriftFrames) {
        public static final Policy DEFAULT = new Policy(0.5, 10, 5);

        public Policy {
            if (!(exitFactor >= 0 && exitFactor <= 1) || cooldownFrames < 0 || leastDriftFrames < 1) {
                throw new IllegalArgumentException("exit factor " + exitFactor + ", cooldown " + cooldownFrames
                        + ", least frames in drift " + leastDriftFrames);
            }
        }
    }

    private static final double WARN = 0.5;

    private final Policy policy;
    private Phase phase = Phase.WARMING_UP;
    private long onsets;
    private long inDrift;
    private long cooldown;

    public EpisodeGate(Policy policy) {
        this.policy = policy;
    }

    /**
     * @param ratio statistic in units of its threshold; a NaN changes nothing
     * @return the phase after this frame
     */
    public Phase update(double ratio) {
        if (Double.isNaN(ratio)) {
            return phase;
        }
        if (phase == Phase.DRIFT) {
            inDrift++;
            if (ratio <= policy.exitFactor && inDrift >= policy.leastDriftFrames) {
                phase = calm(ratio);
                inDrift = 0;
                cooldown = policy.cooldownFrames;
            }
            return phase;
        }
        if (cooldown > 0) {
            cooldown--;
            phase = calm(ratio);
        } else if (ratio > 1) {
            phase = Phase.DRIFT;
            onsets++;
            inDrift = 0;
        } else {
            phase = calm(ratio);
        }
        return phase;
    }

    private static Phase calm(double ratio) {
        return ratio > WARN ? Phase.WARNING : Phase.STABLE;
    }

    public Phase phase() {
        return phase;
    }

    public long onsets() {
        return onsets;
    }

    /** Back to warm-up; an episode under way ends with it. */
    public void warmUp() {
        phase = Phase.WARMING_UP;
        inDrift = 0;
        cooldown = 0;
    }

    /** The reference is there. */
    public void ready() {
        phase = Phase.STABLE;
    }

    public double[] save() {
        return new double[] {phase.ordinal(), onsets, inDrift, cooldown};
    }

    /** @throws IllegalArgumentException this was not made by {@link #save} */
    public void restore(double[] saved) {
        check(saved);
        phase = Phase.values()[(int) saved[0]];
        onsets = (long) saved[1];
        inDrift = (long) saved[2];
        cooldown = (long) saved[3];
    }

    static void check(double[] saved) {
        var sane = saved.length == 4 && saved[0] < Phase.values().length;
        for (int i = 0; sane && i < saved.length; i++) {
            sane = saved[i] >= 0 && saved[i] == Math.rint(saved[i]) && saved[i] < 1e15;
        }
        if (!sane) {
            throw new IllegalArgumentException("not the state of an episode gate");
        }
    }
}
