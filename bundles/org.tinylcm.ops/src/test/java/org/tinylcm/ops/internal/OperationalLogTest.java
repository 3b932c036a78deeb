package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationalLogTest {
    @TempDir
    Path logs;

    @Test
    void writesJsonLinesToTheFileAndReadableLinesToTheConsole() throws IOException {
        var out = new ByteArrayOutputStream();
        var log = new OperationalLog(logs, Level.INFO, Level.WARNING, 1_000_000, 3,
                new PrintStream(out, false, StandardCharsets.UTF_8), false);
        var logger = System.getLogger("org.tinylcm.Example");
        logger.log(System.Logger.Level.INFO, "The pack {0} is in use", "shoes");
        logger.log(System.Logger.Level.DEBUG, "not shown");
        logger.log(System.Logger.Level.WARNING, "forged\n2026 ERROR line", new IOException("disk"));
        log.close();

        var lines = Files.readAllLines(logs.resolve("tinylcm.log"));
        assertThat(lines).hasSize(2);
        var first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertThat(first.get("message").getAsString()).isEqualTo("The pack shoes is in use");
        assertThat(first.get("level").getAsString()).isEqualTo("INFO");
        assertThat(JsonParser.parseString(lines.get(1)).getAsJsonObject().get("error").getAsString())
                .startsWith("java.io.IOException: disk");
        assertThat(out.toString()).matches(
                "\\d\\d:\\d\\d:\\d\\d WARN  forged 2026 ERROR line: java.io.IOException: disk\n");
    }

    @Test
    void leavesNothingBehind() {
        var root = LogManager.getLogManager().getLogger("");
        var before = List.of(root.getHandlers());
        var level = root.getLevel();
        new OperationalLog(logs, Level.FINER, Level.OFF, 1_000_000, 3, System.err, false).close();
        assertThat(root.getHandlers()).containsExactlyElementsOf(before);
        assertThat(root.getLevel()).isEqualTo(level);
    }
}
