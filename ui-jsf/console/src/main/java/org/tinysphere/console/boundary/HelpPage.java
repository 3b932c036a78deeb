package org.tinysphere.console.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.tinysphere.core.control.Problem;

/** The documentation, as it was when this version was built, in the person's language. */
@Named("help")
@ApplicationScoped
public class HelpPage {
    static final List<String> DOCUMENTS = List.of("console", "platform", "sync", "shell", "operations", "pack-format",
            "extractor", "classifier", "monitors", "adaptation", "evaluation", "update", "security");
    /** What is for who builds on the platform or measures it; and pictures of the console need not be shown inside it. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(?ms)^## [^\\n]+\\n<!-- not in the help -->\\n.*?(?=^## |\\z)|!\\[[^\\]]*]\\([^)]*\\)");
    private static final Pattern LINK = Pattern.compile("<a href=\"([a-z-]+)\\.md(#[^\"]*)?\">(.*?)</a>");
    @Inject
    private Query q;
    @Inject
    private Console console;

    /** Names, in the order in which they are listed. */
    public List<String> documents() {
        return DOCUMENTS;
    }

    /** First heading of a document. */
    public String title(String name) {
        return text(console.language(), name).lines().filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).replace("`", "")).findFirst().orElse(name);
    }

    /** Title of the document that is asked for; null if none is. */
    public String current() {
        var name = asked();
        return name == null ? null : title(name);
    }

    /** The document that is asked for; null if none is. */
    public String html() {
        var name = asked();
        if (name == null) {
            return null;
        }
        var extensions = List.of(TablesExtension.create());
        var node = Parser.builder().extensions(extensions).build().parse(text(console.language(), name));
        var html = HtmlRenderer.builder().extensions(extensions).escapeHtml(true).sanitizeUrls(true).build()
                .render(node);
        return LINK.matcher(html).replaceAll(link -> DOCUMENTS.contains(link.group(1))
                ? "<a href=\"?doc=$1\">$3</a>" : "$3");
    }

    private String asked() {
        var name = q.text("doc");
        if (name != null && !DOCUMENTS.contains(name)) {
            throw Problem.missing("document '" + name + "'");
        }
        return name;
    }

    /** @param language {@code de}, or else English */
    static String text(String language, String name) {
        var file = "/META-INF/docs/" + (language.equals("de") ? "de/" : "") + name + ".md";
        try (var in = HelpPage.class.getResourceAsStream(file)) {
            return LEFT_OUT.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
