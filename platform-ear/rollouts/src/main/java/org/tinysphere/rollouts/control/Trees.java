package org.tinysphere.rollouts.control;

import org.tinylcm.protocol.Json;

/** JSON of the database that is only passed on. */
final class Trees {
    private Trees() {
    }

    /** Null if there is none. */
    static Object of(String json) {
        return json == null ? null : Json.tree(json, "database", Documents.LIMITS);
    }
}
