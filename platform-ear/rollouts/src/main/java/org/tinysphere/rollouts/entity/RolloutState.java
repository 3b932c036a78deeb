package org.tinysphere.rollouts.entity;

import java.util.Locale;

/** How far a rollout is. */
public enum RolloutState {
    /** Devices of the present wave get the release. */
    RUNNING,
    /** No device hears of it that did not before; those that did go on. */
    PAUSED,
    /** Ended by itself: too many devices failed. */
    STOPPED,
    /** Ended by a person. */
    ABORTED,
    /** All waves are through. */
    FINISHED;

    public static RolloutState of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if it does not change any more. */
    public boolean ended() {
        return compareTo(STOPPED) >= 0;
    }

    public boolean mayBecome(RolloutState next) {
        return switch (this) {
            case RUNNING -> next != RUNNING;
            case PAUSED -> next == RUNNING || next == ABORTED;
            default -> false;
        };
    }
}
