package org.tinysphere.rollouts.entity;

import java.time.Instant;

/**
 * When a rollout goes on, and when it stops.
 *
 * @param successPercent of the devices of a wave that must have confirmed before the next one begins
 * @param errorPercent of the devices of a wave at whose failure the rollout stops
 * @param errorCount failures in all waves at which it stops, null for no matter
 * @param observeSeconds least time between the success of a wave and the next one
 */
public record RolloutRule(int successPercent, int errorPercent, Integer errorCount, int observeSeconds) {
    /**
     * The devices of a wave. Who was left out or was given another release meanwhile is not among them.
     *
     * @param open those of which the end is not known
     */
    public record Tally(int devices, int confirmed, int failed, int open) {
        public Tally plus(Tally other) {
            return new Tally(devices + other.devices, confirmed + other.confirmed, failed + other.failed,
                    open + other.open);
        }
    }

    /** What to do. */
    public enum Step { WAIT, REACHED, NEXT, FINISH, STOP }

    /** @param reason null if there is nothing to say */
    public record Decision(Step step, String reason) {
    }

    /**
     * @param wave the present one
     * @param all all waves so far
     * @param last no wave comes behind the present one
     * @param reached when the present one had enough successes, null if it has not
     */
    public Decision decide(Tally wave, Tally all, boolean last, Instant reached, Instant now) {
        if (wave.failed > 0 && wave.failed * 100L >= (long) errorPercent * wave.devices) {
            return new Decision(Step.STOP, wave.failed + " of " + wave.devices + " devices of the wave failed; the rollout "
                    + "stops at " + errorPercent + " %");
        }
        if (errorCount != null && all.failed >= errorCount) {
            return new Decision(Step.STOP, all.failed + " devices failed; the rollout stops at " + errorCount);
        }
        var enough = wave.confirmed * 100L >= (long) successPercent * wave.devices;
        if (!enough) {
            return wave.open > 0 ? new Decision(Step.WAIT, null) : new Decision(Step.STOP, "only " + wave.confirmed + " of "
                    + wave.devices + " devices of the wave have taken it; wanted were " + successPercent + " %");
        }
        // A wave without devices, because the fleet is small, is nothing to observe.
        if (reached == null && wave.devices > 0) {
            return new Decision(Step.REACHED, null);
        }
        if (reached != null && reached.plusSeconds(observeSeconds).isAfter(now)) {
            return new Decision(Step.WAIT, null);
        }
        if (!last) {
            return new Decision(Step.NEXT, null);
        }
        return new Decision(all.open > 0 ? Step.WAIT : Step.FINISH, null);
    }
}
