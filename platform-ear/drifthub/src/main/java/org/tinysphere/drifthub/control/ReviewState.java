package org.tinysphere.drifthub.control;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tinysphere.core.control.Problem;

/**
 * How far people are with an event or a sample, and what may follow what.
 *
 * <p>Verdicts that stand against each other lead to {@link #NEEDS_SECOND_OPINION}: nothing goes
 * from validated to rejected, or back, directly.
 */
public enum ReviewState {
    /** Nobody has judged it. */
    NEW,
    /** Somebody is not sure, or verdicts contradict each other. */
    NEEDS_SECOND_OPINION,
    /** It was drift. */
    VALIDATED,
    /** It was a false alarm. */
    REJECTED,
    /** There is nothing to judge: an episode's end. */
    NONE;

    private static final Map<ReviewState, Set<ReviewState>> FOLLOWING = new EnumMap<>(Map.of(
            NEW, EnumSet.of(VALIDATED, REJECTED, NEEDS_SECOND_OPINION),
            NEEDS_SECOND_OPINION, EnumSet.of(VALIDATED, REJECTED, NEW),
            VALIDATED, EnumSet.of(NEEDS_SECOND_OPINION, NEW),
            REJECTED, EnumSet.of(NEEDS_SECOND_OPINION, NEW),
            NONE, EnumSet.noneOf(ReviewState.class)));

    public boolean mayBecome(ReviewState next) {
        return FOLLOWING.get(this).contains(next);
    }

    /** @throws Problem 409 */
    public void demand(ReviewState next) {
        if (!mayBecome(next)) {
            throw Problem.conflict("what is " + id() + " cannot become " + next.id());
        }
    }

    /** What the verdicts together say. */
    static ReviewState of(long trueDrift, long falseAlarms) {
        if (trueDrift == falseAlarms) {
            return trueDrift == 0 ? NEW : NEEDS_SECOND_OPINION;
        }
        return trueDrift > falseAlarms ? VALIDATED : REJECTED;
    }

    /** As in the database, and in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException there is no such state */
    public static ReviewState of(String id) {
        for (var state : values()) {
            if (state.id().equals(id)) {
                return state;
            }
        }
        throw new IllegalArgumentException("'state' must be new, needs_second_opinion, validated, rejected or none");
    }
}
