package org.tinylcm.input;

/**
 * Outside bytes were refused. The message is one line that names the file (or other origin), the part of it that is
 * wrong and the rule that it breaks, so that it can be shown to a person as it is.
 */
public final class BadInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String origin;
    private final String part;
    private final String rule;

    /**
     * @param origin file name, address or service that the bytes came from
     * @param part which part of it: a member, a line, a key, a byte offset
     * @param rule what should have been true
     */
    public BadInputException(String origin, String part, String rule) {
        this(origin, part, rule, null);
    }

    public BadInputException(String origin, String part, String rule, Throwable cause) {
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
        var cut = text.length() > 300 ? text.substring(0, 300) + "…" : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
