package org.tinylcm.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.pipeline.Pipeline;

class CommandsTest {
    private static final TimeZone ZONE = TimeZone.getDefault();
    @TempDir
    Path folder;
    private FakeDevice device;
    private String err;

    @BeforeAll
    static void utc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterAll
    static void zone() {
        TimeZone.setDefault(ZONE);
    }

    @BeforeEach
    void device() {
        device = new FakeDevice(folder);
    }

    @Test
    void statusFitsAGlance() {
        assertThat(run("status")).isEqualTo("""
                state        RUNNING
                model        abcdef012345678…
                source       samples/  513 of 5000 delivered, 0 dropped, 1 refused
                frames       512 classified, 1 given up, 24.8 a second
                drift        NOW: knn-distance; 3 episodes begun, 2 ended
                quarantine   12 frames put aside
                labels       cup 300, shoe 212
                memory       104.9 MB in use by the process
                data folder  1.0 MB of 500.0 MB
                """);
    }

    @Test
    void tablesLookLikeThis() {
        assertThat(run("drift")).isEqualTo("""
                monitor       verdict    now  reference  test  limit  frames  episodes
                knn-distance  DRIFT    3.500      1.250   NaN  10.00     512         3
                """);
        assertThat(run("quarantine")).isEqualTo("""
                id   when            frame              predicted  conf  novelty  status   label
                q-1  03-01 12:00:00  a-very-long-file…  cup        0.41     3.50  PENDING
                1 of 1 kept
                """);
        assertThat(run("snapshots")).isEqualTo("""
                id   when             kB  reason
                s-4  03-01 12:00:00  5.0  before adaptation cup_1
                """);
        assertThat(run("adapt concepts")).isEqualTo("""
                concept    in use  samples  returns
                concept-1  yes          40        2
                pack                     0        0
                """);
        assertThat(run("bundles")).isEqualTo("""
                id  name                        version  digest  state         since
                 9  org.tinylcm.ops             0.1.0            NOT RESOLVED
                 7  org.tinylcm.pipeline        0.1.0            active
                 0  org.apache.felix.framework  0.1.0            active
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "stages", "drift", "quarantine", "adapt", "adapt --now", "adapt concepts",
            "snapshots",
            "snapshots take", "snapshots show s-4", "snapshots diff s-4 s-9", "config", "metrics", "bundles", "pause",
            "resume", "rollback s-4", "config get org.tinylcm.classifier.knn", "label rename cup_1 mug"})
    void everyCommandHasATableOf80ColumnsAndJson(String line) {
        assertThat(run(line).lines()).isNotEmpty().allMatch(l -> l.length() <= 80);
        assertThat(JsonParser.parseString(run(line + " --json")).isJsonNull()).isFalse();
        assertThat(err).isEmpty();
    }

    @Test
    void everyCommandHasHelp() {
        Commands.ALL.forEach((name, command) -> {
            var help = run(name + " --help");
            assertThat(help).startsWith("Usage: " + name);
            assertThat(help.lines()).allMatch(l -> l.length() <= 80);
        });
        assertThat(run("help").lines()).allMatch(l -> l.length() <= 80).anyMatch(l -> l.startsWith("rollback "));
    }

    @Test
    void predictLooksAtAFileRelativeToTheCaller() throws IOException {
        Files.write(folder.resolve("a.jpg"), new byte[10]);
        Files.writeString(folder.resolve("v.csv"), "x,y,z\n1.5, 2,3\n");
        Files.write(folder.resolve("bad.jpg"), new byte[1]);

        assertThat(run("predict a.jpg")).contains("label        cup0\n").contains("confidence   0.875\n");
        assertThat(run("predict v.csv")).contains("label        cup3\n");
        assertThat(fails(1, "predict bad.jpg")).isEqualTo("bad.jpg: header: must be JPEG, PNG, BMP or GIF\n");
        assertThat(fails(1, "predict none.jpg")).isEqualTo("none.jpg: file: must exist\n");
        assertThat(fails(2, "predict")).contains("FILE");
    }

    @Test
    void labelTellsTheTruth() {
        run("label frame 7 cup shoe");
        run("label samples mug q-1 q-2 --id one");
        assertThat(device.feedback.get(0)).isInstanceOfSatisfying(Feedback.LabelFrame.class,
                f -> assertThat(f.label()).isEqualTo("shoe"));
        assertThat(device.feedback.get(1)).isEqualTo(
                new Feedback.LabelQuarantined("one", List.of("q-1", "q-2"), "mug"));
        assertThat(fails(1, "label reject cup_1")).isEqualTo("Nothing was changed\n");
        assertThat(fails(2, "label frame x cup shoe")).contains("must be a number");
        assertThat(fails(2, "label rename cup")).contains("takes 2 arguments");
        assertThat(fails(2, "label dance cup")).contains("dance");
    }

    @Test
    void whatIsRefusedIsSaidInOneLine() {
        assertThat(fails(1, "config set org.tinylcm.classifier.knn k 77"))
                .isEqualTo("data/etc/x.cfg: key 'k' = '77': must be a whole number 1..50\n");
        assertThat(run("config set org.tinylcm.classifier.knn k 9")).contains("data/etc");
        assertThat(fails(1, "rollback s-99")).isEqualTo("there is no snapshot s-99\n");
        assertThat(fails(1, "snapshots show s-99")).isEqualTo("There is no snapshot 's-99'\n");
        assertThat(fails(2, "status --nonsense")).contains("--nonsense");
    }

    @Test
    void saysWhatIsMissing() {
        device.services.remove(Pipeline.class);
        assertThat(fails(3, "status")).startsWith("There is no pipeline at the moment; tlcm:bundles");
    }

    @Test
    void metricsSpeakPrometheus() {
        assertThat(run("metrics --prometheus").lines()).contains("# TYPE tinylcm_process_rss_bytes gauge",
                "tinylcm_process_rss_bytes 104857600", "tinylcm_pipeline_state{name=\"running\"} 1",
                "tinylcm_pipeline_label{name=\"cup \\\"big\\\"\"} 3", "tinylcm_pipeline_label{name=\"shoe\"} 4");
    }

    @Test
    void logsAreReadable() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/tinylcm.log"), """
                {"at":"2026-03-01T12:00:00.123Z","level":"INFO","message":"one"}
                {"at":"2026-03-01T12:00:01.5Z","level":"WARN","message":"two\\u001b[31m","error":"x.Y: why\\n at z"}
                no json
                """);
        assertThat(run("logs -n 2")).isEqualTo("2026-03-01T12:00:01Z WARN two [31m: x.Y: why\nno json\n");
        assertThat(run("logs --audit")).isEqualTo("2026-03-01T12:00:00Z #7 rollback {\"snapshot\":\"s-4\"}\n");
        assertThat(run("logs --with WARN")).startsWith("2026-03-01T12:00:01Z WARN").matches(t -> t.lines().count() == 1);
        assertThat(run("logs --frames")).isEmpty();
    }

    @Test
    void theFrameLogIsTextOrCsv() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/frames.jsonl"), """
                {"frame":1,"file":"a, \\"b\\".jpg","at":"2026-03-01T12:00:00Z","label":"cup",\
                "confidence":0.5,"drifting":true}
                {"file":"=bad","at":"2026-03-01T12:00:01Z","failure":"no picture","drif
                """);
        assertThat(run("logs --frames")).startsWith("2026-03-01T12:00:00Z a, \"b\".jpg cup 0.5 drifting\n");
        assertThat(run("logs --csv")).isEqualTo("""
                frame,file,at,label,unknown,truth,confidence,novelty,familiarity,drifting,quarantined,failure
                1,"a, ""b"".jpg",2026-03-01T12:00:00Z,cup,,,0.5,,,true,,
                """);
    }

    private String run(String line) {
        var out = new ByteArrayOutputStream();
        code(line, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String fails(int wanted, String line) {
        assertThat(code(line, new ByteArrayOutputStream())).isEqualTo(wanted);
        return err;
    }

    private int code(String line, ByteArrayOutputStream out) {
        var words = List.of(line.split(" "));
        var errors = new ByteArrayOutputStream();
        var command = Commands.ALL.get(words.get(0)).get();
        var code = new CommandRunner(device).run(command, words.subList(1, words.size()),
                new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(errors, false,
                StandardCharsets.UTF_8), folder);
        err = errors.toString(StandardCharsets.UTF_8);
        return code;
    }
}
