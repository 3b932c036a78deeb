package org.tinylcm.pack.internal.report;

import java.util.Locale;

/** Builds HTML; every text from outside goes through {@link #text}. */
final class Html {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; --line: #8886; --hit: 34,139,84; --miss: 200,60,40 }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem }
            h1 { font-size: 1.5rem; margin-bottom: .2rem } h2 { font-size: 1.1rem; margin-top: 2rem }
            .figures { display: flex; flex-wrap: wrap; gap: .7rem }
            .figures div { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem }
            .figures b { display: block; font-size: 1.4rem }
            .scroll { overflow-x: auto } table { border-collapse: collapse }
            td, th { padding: .25rem .55rem; text-align: right; border: 1px solid var(--line) }
            th:first-child, td:first-child { text-align: left }
            .shots { display: flex; flex-wrap: wrap; gap: .4rem; margin: .3rem 0 1rem }
            figure { margin: 0; width: 6.5rem; font-size: .72rem; overflow-wrap: anywhere }
            figure img { width: 6.5rem; height: 6.5rem; object-fit: contain; background: #8882; border-radius: .3rem }
            svg text { fill: currentColor; font-size: 11px } code { overflow-wrap: anywhere }
            </style></head><body>
            """;

    private final StringBuilder out = new StringBuilder();

    Html(String title) {
        out.append(HEAD.replace("%s", escape(title)));
    }

    /** Appends markup of our own. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Appends text. */
    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** Appends numbers by a format of our own. */
    Html format(String format, Object... numbers) {
        out.append(String.format(Locale.ROOT, format, numbers));
        return this;
    }

    /** Appends text in an element. */
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    String end() {
        return out.append("</body></html>\n").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
