package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.protocol.FrameLine;
import org.tinylcm.protocol.Json;

class FrameLogTest {
    @TempDir
    Path data;

    @Test
    void logsEveryNthFrameAndAllThatMatter() throws IOException {
        var quota = new DataQuota(data, 1_000_000);
        var log = new FrameLog(data.resolve("logs"), 3, 1_000_000, 3, quota);
        for (int i = 0; i < 6; i++) {
            log.onFrame(Samples.result(i, "cup", null, i == 4));
        }
        log.onFailure(new FrameFailure("bad.jpg", Samples.AT, "bad.jpg: header: must be JPEG"));
        log.close();
        quota.close();

        var lines = Files.readAllLines(data.resolve("logs/frames.jsonl")).stream()
                .map(line -> Json.read(line, FrameLine.class, "frames")).toList();
        assertThat(lines).extracting(FrameLine::file).containsExactly("img0.jpg", "img3.jpg", "img4.jpg", "bad.jpg");
        assertThat(lines.get(2).verdicts()).containsEntry("knn-distance", "drift");
        assertThat(lines.get(0).micros()).containsEntry("model", 2500L).doesNotContainKey("bookkeeping");
        assertThat(lines.get(3).failure()).isEqualTo("bad.jpg: header: must be JPEG");
    }

    @Test
    void writesNothingWhileTheDataFolderIsFull() throws IOException {
        Files.createDirectories(data.resolve("state"));
        Files.write(data.resolve("state/x"), new byte[100]);
        var quota = new DataQuota(data, 10);
        quota.check();
        var log = new FrameLog(data.resolve("logs"), 1, 1_000_000, 3, quota);
        log.onFrame(Samples.result(1, "cup", null, false));
        log.close();
        quota.close();
        assertThat(data.resolve("logs")).doesNotExist();
    }
}
