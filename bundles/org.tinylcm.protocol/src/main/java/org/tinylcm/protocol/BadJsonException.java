package org.tinylcm.protocol;

/** A document was refused. The message is one line: where it came from, which part of it, and the rule broken. */
public final class BadJsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 300;
    private final String origin;
    private final String part;
    private final String rule;

    /**
     * @param origin file, address or service that the document came from
     * @param part JSON path of the part, {@code $} for the whole
     * @param rule what should have been true
     */
    public BadJsonException(String origin, String part, String rule, Throwable cause) {
        super(oneLine(origin) + ": " + oneLine(part) + ": " + oneLine(rule), cause);
        this.origin = origin;
        this.part = part;
        this.rule = rule;
    }

    public String origin() {
        return origin;
    }

    public String part() {
        return part;
    }

    public String rule() {
        return rule;
    }

    /** Outside text must not be able to forge further log lines or terminal commands. */
    private static String oneLine(String text) {
        var line = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.length() > MOST ? line.append('…').toString() : line.toString();
    }
}
