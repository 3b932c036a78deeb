package org.tinysphere.console.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.tinysphere.core.control.Problem;

/** The documentation, as it was when this version was built. */
@Named("help")
@ApplicationScoped
public class HelpPage {
    private static final List<String> DOCUMENTS = List.of("console", "platform", "sync", "shell", "operations",
            "pack-format", "extractor", "classifier", "monitors", "adaptation", "evaluation", "update", "security",
            "performance");
    /** Pictures of the console need not be shown inside it, and are not in it. */
    private static final String PICTURES = "(?s)## The other pages\n.*?(?=\n## )|!\\[[^\\]]*]\\([^)]*\\)";
    @Inject
    private Query q;

    /** Those that there are. */
    public List<String> documents() {
        return DOCUMENTS.stream().filter(name -> HelpPage.class.getResource(file(name)) != null).toList();
    }

    /** First heading of a document. */
    public String title(String name) {
        return read(name).lines().filter(line -> line.startsWith("# ")).map(line -> line.substring(2)).findFirst()
                .orElse(name);
    }

    /** The document that is asked for; null if none is. */
    public String html() {
        var name = q.text("doc");
        if (name == null) {
            return null;
        }
        if (!documents().contains(name)) {
            throw Problem.missing("document '" + name + "'");
        }
        var extensions = List.of(TablesExtension.create());
        var node = Parser.builder().extensions(extensions).build().parse(read(name).replaceAll(PICTURES, ""));
        return HtmlRenderer.builder().extensions(extensions).escapeHtml(true).sanitizeUrls(true).build().render(node)
                .replaceAll("href=\"([a-z-]+)\\.md(#[^\"]*)?\"", "href=\"?doc=$1$2\"");
    }

    private static String file(String name) {
        return "/META-INF/docs/" + name + ".md";
    }

    private static String read(String name) {
        try (var in = HelpPage.class.getResourceAsStream(file(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
