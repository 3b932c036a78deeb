package org.tinylcm.evaluation.internal;

import java.util.List;
import java.util.Locale;

/** Builds HTML without anything from elsewhere; every text from outside goes through {@link #escape}. */
final class Html {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; --line: #8886; --with: #2a78c4; --without: #c0692b; --change: #c0a02b30 }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
            h1 { font-size: 1.5rem; margin-bottom: .2rem } h2 { font-size: 1.1rem; margin-top: 2rem }
            .figures { display: flex; flex-wrap: wrap; gap: .7rem }
            .figures div { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem }
            .figures b { display: block; font-size: 1.4rem }
            .scroll { overflow-x: auto } table { border-collapse: collapse }
            td, th { padding: .25rem .55rem; text-align: right; border: 1px solid var(--line) }
            th:first-child, td:first-child { text-align: left }
            svg { display: block; width: 100%%; min-width: 46rem; height: auto }
            svg text { fill: currentColor; font-size: 11px }
            </style></head><body>
            """;

    private final StringBuilder out = new StringBuilder();

    Html(String title) {
        out.append(String.format(Locale.ROOT, HEAD, escape(title)));
    }

    /** Appends markup of our own. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Appends markup with numbers by a format of our own. */
    Html format(String format, Object... numbers) {
        return raw(String.format(Locale.ROOT, format, numbers));
    }

    /** Appends text in an element. */
    Html element(String name, String text) {
        return raw("<" + name + ">" + escape(text) + "</" + name + ">\n");
    }

    void figure(String name, String value) {
        raw("<div><b>" + escape(value) + "</b>" + escape(name) + "</div>\n");
    }

    void table(List<String> header, List<List<String>> rows) {
        raw("<div class=\"scroll\"><table>");
        row("th", header);
        rows.forEach(cells -> row("td", cells));
        raw("</table></div>\n");
    }

    private void row(String element, List<String> cells) {
        raw("<tr>");
        cells.forEach(cell -> raw("<" + element + ">" + escape(cell) + "</" + element + ">"));
        raw("</tr>\n");
    }

    String end() {
        return out.append("</body></html>\n").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
