package org.tinylcm.source.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;

class VectorSourceTest {
    private static final String TABLE = "x,label\n1,a\nbad,a\n2,b\n3,\n";

    @TempDir
    Path folder;

    @Test
    void givesRowsWithTruthAndCountsRefusedOnes() throws IOException {
        var source = source(TABLE, false, "run");
        var frame = source.next(Duration.ZERO);
        assertThat(frame.name()).isEqualTo("s.csv:2");
        assertThat(frame.truth()).isEqualTo("a");
        assertThat(((Payload.Vector) frame.payload()).values()).containsExactly(1);
        assertThatThrownBy(() -> source.next(Duration.ZERO)).isInstanceOf(BadInputException.class);
        assertThat(source.next(Duration.ZERO).sequence()).isEqualTo(1);
        assertThat(source.next(Duration.ZERO).label()).isEmpty();
        assertThat(source.ended()).isFalse();
        assertThat(source.next(Duration.ZERO)).isNull();
        assertThat(source.ended()).isTrue();
        assertThat(source.status().delivered()).isEqualTo(3);
        assertThat(source.status().refused()).isEqualTo(1);
    }

    @Test
    void replacementsGoOnWithoutLossOrRepetition() throws IOException {
        var source = source("x\n1\n2\nbad\n3\n4\n5\n", false, "run");
        var seen = new ArrayList<String>();
        while (!source.ended()) {
            pull(source, seen);
            var next = source("x\n1\n2\nbad\n3\n4\n5\n", false, "run");
            next.restoreState(source.saveState());
            source.close();
            source = next;
        }
        assertThat(seen).containsExactly("0 s.csv:2", "1 s.csv:3", "refused", "2 s.csv:5", "3 s.csv:6", "4 s.csv:7",
                "end");
        assertThat(source.status().delivered()).isEqualTo(5);
        assertThat(source.status().refused()).isEqualTo(1);
    }

    @Test
    void beginsAtTheFirstRowInANewRunOrWithAnotherFile() throws IOException {
        var source = source(TABLE, false, "run");
        source.next(Duration.ZERO);
        var later = source(TABLE, false, "another run");
        later.restoreState(source.saveState());
        assertThat(later.next(Duration.ZERO).sequence()).isZero();
    }

    @Test
    void neverGoesBackWithASnapshot() throws IOException {
        var source = source(TABLE, false, "run");
        source.next(Duration.ZERO);
        var snapshot = source.saveState();
        pull(source, new ArrayList<>());
        source.next(Duration.ZERO);
        source.restoreState(snapshot);
        assertThat(source.next(Duration.ZERO).name()).isEqualTo("s.csv:5");
    }

    @Test
    void loops() throws IOException {
        var source = source("x\n1\n2\n", true, "run");
        var seen = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            pull(source, seen);
        }
        assertThat(seen).containsExactly("0 s.csv:2", "1 s.csv:3", "2 s.csv:2", "3 s.csv:3", "4 s.csv:2");
    }

    @Test
    void endsALoopInWhichNoRowIsGood() throws IOException {
        var source = source("x\nnan\ninf\n", true, "run");
        var seen = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            pull(source, seen);
        }
        assertThat(seen).containsExactly("refused", "refused", "end", "end");
        assertThat(source.ended()).isTrue();
    }

    @Test
    void refusesAFileThatIsNotThereOnceAndEnds() {
        var source = new VectorSource(folder.resolve("none.npy"), true, "label", "run", Clock.systemUTC());
        assertThatThrownBy(() -> source.next(Duration.ZERO)).hasMessage("none.npy: file: does not exist");
        assertThat(source.ended()).isTrue();
        assertThat(source.next(Duration.ZERO)).isNull();
    }

    private static void pull(VectorSource source, List<String> seen) {
        try {
            var frame = source.next(Duration.ZERO);
            seen.add(frame == null ? "end" : frame.sequence() + " " + frame.name());
        } catch (BadInputException e) {
            seen.add("refused");
        }
    }

    private VectorSource source(String table, boolean loop, String run) throws IOException {
        var file = Files.writeString(folder.resolve("s.csv"), table);
        return new VectorSource(file, loop, "label", run, Clock.systemUTC());
    }
}
