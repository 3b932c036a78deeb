package org.tinylcm.protocol;

/**
 * Answer to a call that failed (RFC 9457, {@code application/problem+json}).
 *
 * @param type what kind of failure; programs decide by it, e.g. {@code tinysphere:device-retired}
 * @param title the same for people
 * @param status HTTP status
 * @param detail what was wrong this time
 * @param trace finds the call in the platform's log
 */
public record ProblemDoc(String type, String title, int status, String detail, String trace) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDoc {
        Checks.required(type, "type");
    }
}
