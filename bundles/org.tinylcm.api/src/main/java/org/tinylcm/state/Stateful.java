package org.tinylcm.state;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A stage that has something to keep over its own replacement, a restart or a power cut. Registered as a service next
 * to the stage's own interface. The pipeline calls both methods between frames, never during one.
 */
@ConsumerType
public interface Stateful {

    /** Key of the stage in a snapshot, unique on the device, the same for the next version of the stage. */
    String stateName();

    /** A copy of the state; quick (well under a millisecond), no I/O. */
    ComponentState saveState();

    /**
     * Takes up a state that this or an earlier version saved.
     *
     * @throws IllegalArgumentException the state cannot be used; the stage is as it was before the call
     */
    void restoreState(ComponentState state);

    /**
     * False for what a rollback must not forget, such as the history of what was done: such a state is carried over
     * replacements and restarts, but stays as it is when the device goes back to a snapshot.
     */
    default boolean rollsBack() {
        return true;
    }
}
