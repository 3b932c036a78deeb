package org.tinylcm.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataQuotaTest {
    @TempDir
    Path data;

    @Test
    void deletesOldestPicturesThenFrameLogsThenLogs() throws IOException {
        file("images/2026-01-01/old.jpg", 100, 1);
        file("images/2026-01-02/new.jpg", 100, 9);
        file("logs/frames-000001.jsonl", 100, 0);
        file("logs/frames.jsonl", 100, 0);
        file("logs/tinylcm-000001.log", 100, 0);
        file("logs/audit-000001.jsonl", 100, 0);
        file("state/latest.json", 100, 0);

        assertLeft(650, "images/2026-01-02/new.jpg", "logs/frames-000001.jsonl");
        assertThat(data.resolve("images/2026-01-01/old.jpg")).doesNotExist();
        assertLeft(500, "logs/frames-000001.jsonl", "logs/tinylcm-000001.log");
        assertThat(data.resolve("images/2026-01-02/new.jpg")).doesNotExist();
        assertLeft(400, "logs/tinylcm-000001.log");
        assertThat(data.resolve("logs/frames-000001.jsonl")).doesNotExist();
        assertLeft(300, "logs/frames.jsonl", "logs/audit-000001.jsonl", "state/latest.json");
        assertThat(data.resolve("logs/tinylcm-000001.log")).doesNotExist();
    }

    @Test
    void pausesWritersWhenNothingMoreMayGoAndLetsThemOnAgain() throws IOException {
        file("state/latest.json", 1000, 0);
        var quota = new DataQuota(data, 500);
        assertThat(quota.mayWrite()).isTrue();
        quota.check();
        assertThat(quota.mayWrite()).isFalse();
        assertThat(quota.refused()).isEqualTo(1);

        Files.delete(data.resolve("state/latest.json"));
        quota.check();
        assertThat(quota.mayWrite()).isTrue();
        quota.close();
    }

    @Test
    void isContentWithAFolderThatIsNotThereYet() {
        var quota = new DataQuota(data.resolve("none"), 500);
        quota.check();
        assertThat(quota.usedBytes()).isZero();
        quota.close();
    }

    private void assertLeft(long mostBytes, String... files) {
        var quota = new DataQuota(data, mostBytes);
        quota.check();
        quota.close();
        assertThat(quota.usedBytes()).isLessThanOrEqualTo(mostBytes);
        for (var file : files) {
            assertThat(data.resolve(file)).exists();
        }
    }

    private void file(String name, int bytes, int minute) throws IOException {
        var file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Samples.AT.plusSeconds(minute * 60L)));
    }
}
