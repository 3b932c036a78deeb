package org.tinylcm.ops.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tinylcm.adapt.Adaptation;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.classify.Classifier;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.drift.MonitorReading;
import org.tinylcm.drift.Verdict;
import org.tinylcm.frame.Frame;
import org.tinylcm.frame.Payload;
import org.tinylcm.frame.SourceStatus;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.MonitorVerdict;
import org.tinylcm.pipeline.Neighbour;
import org.tinylcm.pipeline.Pipeline;
import org.tinylcm.pipeline.PipelineStatus;
import org.tinylcm.pipeline.StageTimings;
import org.tinylcm.state.SnapshotInfo;

/** Results and small stand-ins for the tests. */
final class Samples {
    static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};

    private Samples() {
    }

    static FrameResult result(long sequence, String label, String truth, boolean drifting) {
        var frame = new Frame(sequence, "img" + sequence + ".jpg", AT.plusMillis(sequence * 100), truth,
                new Payload.EncodedImage(JPEG));
        return new FrameResult(frame, label, 0.9, 1.5, 0.4, List.of(new Neighbour(label, 1.25f)),
                new float[] {1, 2}, List.of(new MonitorVerdict("knn-distance", drifting ? Verdict.DRIFT
                        : Verdict.STABLE)), drifting, drifting,
                new long[] {1_000_000, 500_000, 2_500_000, 20_000, 10_000, 5_000, 0});
    }

    static DriftEvent drift(DriftEvent.Kind kind, long frame) {
        return new DriftEvent("e-" + frame, "ep-1", kind, AT, frame, "img" + frame + ".jpg",
                new MonitorReading("knn-distance", Verdict.DRIFT, "distance", 3.5, 1.25, 12, 10, frame, 1));
    }

    static AdaptationRecord adaptation(String id, AdaptationRecord.Outcome outcome) {
        return new AdaptationRecord(id, AT, 600, "drift", "cup_1", List.of("q-1", "q-2"), outcome, "held-out kept",
                Map.of("holdoutAccuracy", 0.97), Map.of("holdoutAccuracy", 0.98), "s-4");
    }

    record History(List<AdaptationRecord> history) implements Adaptation {
        History() {
            this(new ArrayList<>());
        }

        @Override
        public List<AdaptationRecord> run(String trigger) {
            return List.of();
        }

        @Override
        public boolean enabled() {
            return true;
        }
    }

    /** A pipeline that only answers questions. */
    record Answers(PipelineStatus status, Map<String, StageTimings> timings) implements Pipeline {
        Answers(long frames, List<String> drifting) {
            this(new PipelineStatus(PipelineStatus.State.RUNNING, "", "pack", new SourceStatus("samples/", true, frames,
                    0, 0, 5000), frames, 1, 24.84, Map.of("cup", frames), drifting, 3, 2, 12, Map.of(), Map.of()),
                    Map.of("total", new StageTimings(frames, 3_400_000, 3_900_000, 4_000_000, 4_100_000)));
        }

        @Override
        public FrameResult predict(Frame frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pause() {
        }

        @Override
        public void resume() {
        }

        @Override
        public Optional<Classifier> classifier() {
            return Optional.empty();
        }

        @Override
        public <T> T betweenFrames(Callable<T> task) throws Exception {
            return task.call();
        }

        @Override
        public SnapshotInfo snapshot(String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void saveState() {
        }

        @Override
        public void rollback(String snapshotId) {
        }
    }
}
