package org.tinylcm.release;

/** A release, a key ring or a file of one was refused. The message is one line for people. */
public final class RefusedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 400;
    private final Reason reason;

    /** Which rule was broken. */
    public enum Reason {
        /** There is no signature at all. */
        UNSIGNED,
        /** Too few valid signatures of keys that may sign it. */
        SIGNATURE,
        /** Too old, by the clock or by what was signed later. */
        EXPIRED,
        /** Its number is lower than that of what was confirmed before. */
        DOWNGRADED,
        /** Its number is too far ahead to be meant. */
        FAST_FORWARD,
        /** Meant for other devices. */
        FOREIGN,
        /** A document is not of the shape that it must have. */
        MALFORMED,
        /** A file has another size or digest than was signed. */
        CONTENT,
        /** A bundle or pack is not what the release calls it. */
        MISMATCH,
        /** An archive breaks the rules for archives. */
        ARCHIVE,
        /** Something that the release needs is not there. */
        MISSING
    }

    public RefusedException(Reason reason, String message) {
        this(reason, message, null);
    }

    public RefusedException(Reason reason, String message, Throwable cause) {
        super(oneLine(message), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Outside text must not be able to forge further log lines or terminal commands. */
    private static String oneLine(String text) {
        var line = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return line.toString();
    }
}
