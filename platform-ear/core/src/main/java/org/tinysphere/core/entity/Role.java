package org.tinysphere.core.entity;

import java.util.Locale;

/** What a person or script may do; each role may do all that the ones before it may. */
public enum Role {
    /** Sees everything but secrets. */
    VIEWER,
    /** Also says what is true: validates drift. */
    LABELLER,
    /** Also changes devices, groups, configuration, rollouts and data. */
    OPERATOR,
    /** Also manages users, keys and enrollment. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** As in the database, and in JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException there is no such role */
    public static Role of(String id) {
        for (var role : values()) {
            if (role.id().equals(id)) {
                return role;
            }
        }
        throw new IllegalArgumentException("'role' must be viewer, labeller, operator or admin");
    }
}
