package org.tinylcm.source.vector.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tinylcm.feature.Stage;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.input.BadInputException;

class PassThroughExtractorTest {
    private final PassThroughExtractor extractor = new PassThroughExtractor("id", 2);

    @Test
    void copiesTheVectorAndEndsItsStages() {
        var features = new float[2];
        var ended = new ArrayList<Stage>();
        extractor.extract(frame(new Payload.Vector(new float[] {1, 2})), features, ended::add);
        assertThat(features).containsExactly(1, 2);
        assertThat(ended).isEqualTo(List.of(Stage.DECODE, Stage.PREPROCESS, Stage.MODEL));
    }

    @Test
    void refusesPicturesAndVectorsThatDoNotFit() {
        for (var payload : List.of(new Payload.EncodedImage(new byte[3]), new Payload.Vector(new float[3]),
                new Payload.Vector(new float[] {1, Float.NaN}))) {
            assertThatThrownBy(() -> extractor.extract(frame(payload), new float[2], stage -> { }))
                    .isInstanceOf(BadInputException.class).hasMessageStartingWith("s.csv:1: ");
        }
    }

    private static Frame frame(Payload payload) {
        return new Frame(0, "s.csv:1", Instant.EPOCH, null, payload);
    }
}
