package org.tinylcm.sync.client;

/** Outside text on its way to a log. */
final class Text {
    private static final int MOST = 200;

    private Text() {
    }

    /** One short line. */
    static String line(String text) {
        if (text == null) {
            return "";
        }
        var line = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return text.length() > MOST ? line.append('…').toString() : line.toString();
    }
}
