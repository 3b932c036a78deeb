package org.tinylcm.release.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.release.set.BootRecord.State;

class BootRecordTest {
    @TempDir
    private Path folder;

    @Test
    void aFailedTrialTakesNothingAway() {
        var before = BootRecord.confirmed(2, 1);
        var after = before.trial(3).started().reverted("slow").confirmed();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aConfirmedTrialForgetsWhatIsBehindTheSetBefore() {
        assertThat(BootRecord.confirmed(2, 1).trial(3).confirmed()).isEqualTo(BootRecord.confirmed(3, 2));
    }

    @Test
    void whoWentBackOnAWishGoesNoFurther() {
        var after = BootRecord.confirmed(2, 1).undone().reverted("wish").confirmed();
        assertThat(after.active()).isEqualTo(1);
        assertThat(after.previous()).as("nothing to go back to").isEqualTo(1);
    }

    @Test
    void theFileSaysAllOfIt() {
        var record = BootRecord.confirmed(2, 1).trial(3).started();
        record.write(folder.resolve("boot"));
        assertThat(BootRecord.read(folder.resolve("boot"))).isEqualTo(record);
    }

    @Test
    void filesOfVersionOneAreRead() throws IOException {
        Files.writeString(folder.resolve("boot"), "active=3\nprevious=2\nstate=TRIAL\nstarts=1\nreason=\n");
        assertThat(BootRecord.read(folder.resolve("boot"))).isEqualTo(new BootRecord(3, 2, 2, State.TRIAL, 1, ""));
    }
}
