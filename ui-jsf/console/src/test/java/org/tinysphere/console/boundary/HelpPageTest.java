package org.tinysphere.console.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The German documents say what the English ones say: the same parts, tables, names, commands and links. */
class HelpPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");

    static List<String> documents() {
        return HelpPage.DOCUMENTS;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void bothLanguagesHaveTheSameParts(String name) {
        var english = HelpPage.text("en", name);
        var german = HelpPage.text("de", name);

        assertThat(german).isNotEqualTo(english);
        assertThat(found(german, "(?m)^(#+) ")).as("headings").isEqualTo(found(english, "(?m)^(#+) "));
        assertThat(rows(german)).as("columns of each row of the tables").isEqualTo(rows(english));
        assertThat(found(german, "]\\(([^)]*)\\)")).as("links")
                .containsExactlyInAnyOrderElementsOf(found(english, "]\\(([^)]*)\\)"));
        assertThat(blocks(german)).as("commands").isEqualTo(blocks(english));
        assertThat(found(plain(german), "`([^`]+)`")).as("names")
                .containsExactlyInAnyOrderElementsOf(found(plain(english), "`([^`]+)`"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nothingIsLeftOfWhatIsNotForTheHelp(String name) {
        for (var language : List.of("en", "de")) {
            assertThat(HelpPage.text(language, name)).doesNotContain("not in the help", "## Measured");
        }
    }

    private static String plain(String document) {
        return BLOCK.matcher(document).replaceAll("");
    }

    private static List<String> found(String document, String pattern) {
        return Pattern.compile(pattern).matcher(document).results().map(match -> match.group(1).replaceAll("\\s+", " "))
                .toList();
    }

    private static List<Long> rows(String document) {
        return document.lines().filter(line -> line.startsWith("|"))
                .map(line -> line.replace("\\|", "").chars().filter(c -> c == '|').count()).toList();
    }

    /** Without comments, which are in the document's language. */
    private static List<String> blocks(String document) {
        return BLOCK.matcher(document).results().map(MatchResult::group).map(block -> block.replaceAll("#.*", ""))
                .map(block -> block.lines().map(String::strip).filter(line -> !line.isEmpty()).toList().toString())
                .toList();
    }
}
