package org.tinysphere.rollouts.entity;

import org.tinylcm.protocol.update.DeploymentState;

/**
 * A release that the platform wants, or wanted, on one device. Immutable.
 *
 * @param number rises per device
 * @param wanted it is what the device gets for an answer
 * @param fetched the device may know of it: from then on only the device says how it ends
 * @param passed the device was given another answer since this one is not wanted any more
 * @param sequence of the latest event that counted
 */
public record Deployment(long number, DeploymentState state, boolean wanted, boolean fetched, boolean passed,
        long sequence) {
    /** A new one, which the device does not know yet. */
    public static Deployment assigned(long number) {
        return new Deployment(number, DeploymentState.ASSIGNED, true, false, false, 0);
    }

    public boolean ended() {
        return state.isFinal();
    }

    /** The device has asked for it. */
    Deployment told() {
        return new Deployment(number, state, wanted, true, passed, sequence);
    }

    /** Not wanted any more. What the device does not know of ends at once, else the device ends it. */
    Deployment withdrawn() {
        return ended() ? this : new Deployment(number, fetched ? state : DeploymentState.CANCELED, false, fetched,
                passed, sequence);
    }

    /**
     * The device was given another answer. It may have heard of this one just before, and then says what becomes of it;
     * whoever asks once more and has said nothing never got the answer that this one was.
     */
    Deployment passedOver() {
        if (ended() || wanted || state != DeploymentState.ASSIGNED) {
            return this;
        }
        return passed ? end(DeploymentState.CANCELED, sequence)
                : new Deployment(number, state, false, fetched, true, sequence);
    }

    /** Given up: nobody waits for the device's word any more. */
    Deployment quit() {
        return ended() ? this : end(DeploymentState.CANCELED, sequence);
    }

    Deployment end(DeploymentState last, long at) {
        return new Deployment(number, last, false, fetched, passed, at);
    }

    /**
     * The device said something. Events may come late, twice and in any order: the latest counts, a final one always,
     * and behind a final one nothing.
     */
    Deployment heard(DeploymentState said, long at) {
        if (ended()) {
            return this;
        }
        if (said.isFinal()) {
            return new Deployment(number, said, false, true, passed, Math.max(at, sequence));
        }
        return at <= sequence ? told() : new Deployment(number, said, wanted, true, passed, at);
    }
}
