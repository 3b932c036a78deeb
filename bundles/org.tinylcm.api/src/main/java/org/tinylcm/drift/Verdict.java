package org.tinylcm.drift;

/** What a monitor thinks after a frame. */
public enum Verdict {
    /** Not enough frames seen to judge. */
    WARMING_UP,
    /** The stream looks like the reference. */
    STABLE,
    /** Half way to drift: worth a look, nothing is done about it. */
    WARNING,
    /** The stream has left the reference; frames are candidates for quarantine. */
    DRIFT
}
