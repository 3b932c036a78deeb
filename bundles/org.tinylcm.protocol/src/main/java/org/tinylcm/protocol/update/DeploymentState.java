package org.tinylcm.protocol.update;

import java.util.Locale;
import java.util.Optional;

/** How far a deployment is; in the order in which a device passes through them. */
public enum DeploymentState {
    /** The server wants it; the device has not said anything yet. */
    ASSIGNED,
    /** The device knows it and means to do it. */
    ACCEPTED,
    DOWNLOADING,
    /** Everything is there and as signed. */
    VERIFIED,
    /** The old set is being replaced. */
    SWAPPING,
    /** The new set runs, under observation. */
    TESTING,
    /** The new set stays. */
    CONFIRMED,
    /** The old set is back. */
    ROLLED_BACK,
    /** It could not be done; nothing was changed. */
    FAILED,
    /** The device must not do it, e.g. the signature is wrong; nothing was changed. */
    REFUSED,
    /** The server took it back before anything was changed. */
    CANCELED;

    /** As it is written in documents. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if no other state follows. */
    public boolean isFinal() {
        return compareTo(CONFIRMED) >= 0;
    }

    /** Empty if this version does not know it. */
    public static Optional<DeploymentState> of(String id) {
        for (var state : values()) {
            if (state.id().equals(id)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
