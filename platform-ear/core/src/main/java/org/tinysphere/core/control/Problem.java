package org.tinysphere.core.control;

import org.tinylcm.protocol.ProblemDoc;

/** A request that cannot be done, with what the caller is told: a status and a {@link ProblemDoc}. */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String type;
    private final int retryAfterSeconds;

    public Problem(int status, String type, String detail) {
        this(status, type, detail, 0);
    }

    private Problem(int status, String type, String detail, int retryAfterSeconds) {
        super(detail, null, false, false);
        this.status = status;
        this.type = type;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static Problem bad(String detail) {
        return new Problem(400, "bad-request", detail);
    }

    public static Problem unauthorised(String detail) {
        return new Problem(401, "unauthorised", detail);
    }

    public static Problem forbidden(String detail) {
        return new Problem(403, "forbidden", detail);
    }

    public static Problem missing(String what) {
        return new Problem(404, "not-found", "there is no " + what);
    }

    public static Problem conflict(String detail) {
        return new Problem(409, "conflict", detail);
    }

    /** Too much at once; the caller should come back later. */
    public static Problem busy(String detail, int retryAfterSeconds) {
        return new Problem(429, "too-many-requests", detail, retryAfterSeconds);
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    /** 0 if it would not help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
