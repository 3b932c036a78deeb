package org.tinylcm.pack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.pack.internal.build.PackBuilder;
import org.tinylcm.pack.internal.build.CalibratedThresholds;
import org.tinylcm.pack.internal.build.Tables;
import picocli.CommandLine;

class PackMainTest {
    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void writesPackAndReports() throws IOException {
        var table = Tables.gaussian(folder.resolve("t.csv"), 3, 200, 2);
        Files.writeString(table, Files.readString(table).replace("class B", "<script>alert('B')</script>"));
        assertThat(run("--vectors", table.toString(), "--out", folder.resolve("sensors-2.1.tlcm").toString(),
                "--false-alarms", "1/500", "--metric", "MANHATTAN", "--per-class", "10")).isZero();
        assertThat(out.toString()).contains("Held-out accuracy", "Confusion matrix", "at most one false alarm in 500",
                "knn-distance", "AUROC");
        assertThat(out.toString().lines().filter(line -> !line.contains(folder.toString())))
                .allMatch(line -> line.length() <= 80);
        var json = JsonParser.parseString(Files.readString(folder.resolve("sensors-2.1.tlcm.report.json")))
                .getAsJsonObject();
        assertThat(json.get("name").getAsString()).isEqualTo("sensors");
        assertThat(json.get("version").getAsString()).isEqualTo("2.1");
        assertThat(json.get("figures").getAsJsonObject().get("accuracy").getAsDouble()).isBetween(0.5, 1.0);
        assertThat(json.get("confusion").getAsJsonArray()).hasSize(3);
        var html = Files.readString(folder.resolve("sensors-2.1.tlcm.report.html"));
        assertThat(html).contains("&lt;script&gt;alert(&#39;B&#39;)&lt;/script&gt;", "<svg", "taken for")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void whitensUnlessToldNotTo() throws IOException {
        var table = Tables.gaussian(folder.resolve("t.csv"), 2, 30, 3).toString();
        var whitened = built("--vectors", table);
        assertThat(built("--vectors", table, "--whiten")).isEqualTo(whitened);
        assertThat(built("--vectors", table, "--no-whiten")).isNotEqualTo(whitened);
    }

    private byte[] built(String... arguments) throws IOException {
        var pack = folder.resolve("w.tlcm");
        var all = Stream.concat(Stream.of(arguments), Stream.of("--out", pack.toString())).toArray(String[]::new);
        assertThat(run(all)).isZero();
        return Files.readAllBytes(pack);
    }

    @Test
    void saysWhatIsWrongInOneLine() throws IOException {
        assertThat(run("--vectors", "none.csv", "--out", folder.resolve("a.tlcm").toString())).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("pack: none.csv: file: does not exist");
        err.reset();
        assertThat(run("--vectors", "none.csv", "--out", "a.zip")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("pack: command line: --out: must end in .tlcm");
        err.reset();
        assertThat(run("--images", ".", "--out", "a.tlcm")).isEqualTo(1);
        assertThat(err.toString()).contains("--backbone: is needed with --images");
        assertThat(run("--vectors", "a.csv", "--out", "a.tlcm", "--false-alarms", "2/3")).isEqualTo(1);
        assertThat(run("--vectors", "a.csv", "--images", "b", "--out", "a.tlcm")).isEqualTo(2);
        assertThat(run("--out", "a.tlcm")).isEqualTo(2);
        assertThat(run("--help")).isZero();
    }

    @Test
    void drawsABarOnATerminal() {
        var progress = new ConsoleProgress(new PrintStream(err, true, StandardCharsets.UTF_8), true);
        progress.step("Extracting features", 1, 2);
        progress.step("Extracting features", 2, 2);
        progress.note("done");
        assertThat(err.toString()).isEqualTo("\rExtracting features  [###############...............] 1/2"
                + "\rExtracting features  [##############################] 2/2\ndone\n");
    }

    private int run(String... arguments) {
        var builder = new PackBuilder(null, new NaiveKnn(), new CalibratedThresholds(), "test");
        var command = new PackCommand(builder, new PrintStream(out, true, StandardCharsets.UTF_8),
                new ConsoleProgress(new PrintStream(err, true, StandardCharsets.UTF_8), false));
        return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
