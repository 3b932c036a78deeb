package org.tinylcm.sync.client;

import java.io.IOException;
import java.time.Duration;

/** A call that did not do what it should. */
final class PlatformException extends IOException {
    private static final long serialVersionUID = 1L;

    enum Kind {
        /** No answer in time. */
        UNREACHABLE,
        /** Asks to come later. */
        BUSY,
        /** An answer that is none: 5xx, a redirect, HTML, garbage, too long, too slow. */
        BROKEN,
        /** The device or its secret is not known. */
        UNAUTHORISED,
        /** The device is not wanted. */
        FORBIDDEN,
        /** What was sent does not fit what the platform has. */
        CONFLICT,
        /** What was sent will never be taken. */
        REFUSED,
        /** The platform does not have it. */
        MISSING
    }

    private final Kind kind;
    private final transient Duration after;

    PlatformException(Kind kind, String message, Duration after, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.after = after;
    }

    PlatformException(Kind kind, String message) {
        this(kind, message, Duration.ZERO, null);
    }

    Kind kind() {
        return kind;
    }

    /** How long the platform wants not to be asked. */
    Duration after() {
        return after == null ? Duration.ZERO : after;
    }
}
