package org.tinylcm.update;

import java.util.List;

/**
 * What a release changes.
 *
 * @param release its name
 * @param number its number
 * @param changes in the order in which they are made
 * @param bytes to be fetched, at most
 * @param restart true if the framework has to be started anew, because the change reaches what makes it
 */
public record UpdatePlan(String release, long number, List<Change> changes, long bytes, boolean restart) {

    public UpdatePlan {
        changes = List.copyOf(changes);
    }

    /** What happens to one thing. */
    public enum Kind {
        ADD, UPDATE, REMOVE,
        /** It stays, and is stopped and started because something that it uses changes. */
        RESTART,
        /** The model pack. */
        PACK,
        /** A value of the configuration. */
        CONFIGURE
    }

    /**
     * @param name symbolic name, name of the pack, or {@code PID/key}
     * @param from version or value that is there, empty if there is none
     * @param to version or value that will be there, empty if there is none
     */
    public record Change(Kind kind, String name, String from, String to) {
    }
}
