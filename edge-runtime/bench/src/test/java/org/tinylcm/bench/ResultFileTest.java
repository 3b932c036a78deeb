package org.tinylcm.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    private static final Machine MACHINE = new Machine("chip", 2, 512, "Linux", "JVM 17", "-Xmx1g", 1.5,
            "2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private static Result result(String name) {
        var grid = new Grid("Times", "n", "time");
        grid.row(200, 5.8);
        grid.row("none", Double.NaN);
        return new Result(Result.VERSION, name, "a title", "./tiny bench " + name, true, 12.3, MACHINE,
                List.of(Figure.atMost(10, "search", 5.8, "us"), Figure.atMost(1, "delay", Double.NaN, "s")),
                List.of(grid), List.of("a note"));
    }

    @Test
    void aResultComesBackAsItWas() throws Exception {
        ResultFile.write(folder, result("search"));
        var read = ResultFile.read(folder, List.of("search", "missing"));
        assertThat(read).hasSize(1);
        assertThat(read.get(0).figures()).isEqualTo(result("search").figures());
        assertThat(Page.section(read.get(0))).isEqualTo(Page.section(result("search")));
    }

    @Test
    void thePageTellsGoalsWarningsAndCommands() {
        var page = Page.of(List.of(result("search")));
        assertThat(page).contains("./tiny bench search", "**no**", "Warning:", "Quick run:", "a note",
                "| [search](#search) | 1         | 1");
    }

    @Test
    void aFileThatIsNoResultIsNamed() throws Exception {
        Files.writeString(folder.resolve("search.json"), "{\"schemaVersion\":99}");
        assertThatThrownBy(() -> ResultFile.read(folder, List.of("search"))).isInstanceOf(BenchException.class)
                .hasMessageContaining("search.json");
        Files.writeString(folder.resolve("search.json"), "[1,");
        assertThatThrownBy(() -> ResultFile.read(folder, List.of("search"))).isInstanceOf(BenchException.class)
                .hasMessageContaining("search.json");
    }
}
