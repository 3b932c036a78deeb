package org.tinysphere.datahub.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {
    @TempDir
    private Path parent;

    @Test
    void onlyOldFoldersOfOursAreRemoved() throws IOException {
        var ours = Files.createDirectory(parent.resolve("tinysphere-package-1"));
        Files.writeString(ours.resolve("one.jsonl"), "one\n");
        var other = Files.createDirectory(parent.resolve("something-else"));

        TemporaryFolders.removeOlderThan(parent, Instant.now().minusSeconds(3600));
        assertThat(ours).exists();
        TemporaryFolders.removeOlderThan(parent, Instant.now().plusSeconds(3600));

        assertThat(ours).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void whatWasMadeCanBeRemovedWithItsFiles() throws IOException {
        var folder = TemporaryFolders.make(parent);
        Files.writeString(folder.resolve("one.jsonl"), "one\n");

        TemporaryFolders.remove(folder);

        assertThat(folder).doesNotExist();
    }
}
