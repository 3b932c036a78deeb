package org.tinylcm.ops.internal;

/** Text for a terminal. */
final class Text {
    static final String PLAIN = "\u001b[0m";
    static final String RED = "\u001b[31m";
    static final String GREEN = "\u001b[32m";
    static final String YELLOW = "\u001b[33m";
    static final String BOLD = "\u001b[1m";

    private Text() {
    }

    /** Names come from outside: they must not be able to forge a line or command the terminal. */
    static String oneLine(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString();
    }

    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, columns - 1) + "…";
    }

    /** True if output is read by a person at a terminal that shows colour. */
    static boolean colourful() {
        var terminal = System.getenv("TERM");
        return System.getenv("NO_COLOR") == null && terminal != null && !terminal.equals("dumb") && atTerminal();
    }

    /** From Java 22 on there is a console without a terminal too; only then there is a method to ask. */
    private static boolean atTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
