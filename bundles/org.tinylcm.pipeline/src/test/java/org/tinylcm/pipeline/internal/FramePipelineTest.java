package org.tinylcm.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.feature.InputStatistic;
import org.tinylcm.model.Calibration;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.PipelineListener;
import org.tinylcm.pipeline.PipelineStatus.State;
import org.tinylcm.quarantine.QuarantinedSample;

class FramePipelineTest {
    private static final Map<String, Object> PROPERTIES = Map.of("component.name", "test");

    private final Fakes.Source source = new Fakes.Source();
    private final Fakes.States states = new Fakes.States();
    private final Recorder recorder = new Recorder();
    private final Fakes.Extractor extractor = new Fakes.Extractor("m");
    private final Fakes.Transformer transformer = new Fakes.Transformer("m", 1);
    private final Fakes.SignClassifier classifier = new Fakes.SignClassifier("m");
    private FramePipeline pipeline = new FramePipeline(Fakes.context(), Fakes.config(Map.of("grace_ms", 50)));

    @AfterEach
    void stop() throws InterruptedException {
        pipeline.stop();
    }

    @Test
    void runsEveryFrameOnceAndInOrder() {
        startWithAllStages();
        source.add(1, -2, 3).finish();
        await(() -> recorder.ended);
        assertThat(recorder.names()).containsExactly("frame 0", "frame 1", "frame 2");
        assertThat(recorder.results).extracting(FrameResult::label).containsExactly("plus", "minus", "plus");
        assertThat(pipeline.status().state()).isEqualTo(State.ENDED);
        assertThat(pipeline.status().labels()).isEqualTo(Map.of("plus", 2L, "minus", 1L));
    }

    @Test
    void inLockstepNoFrameIsTakenBeforeEveryListenerHasHeardTheOneBefore() throws InterruptedException {
        pipeline.stop();
        pipeline = new FramePipeline(Fakes.context(), Fakes.config(Map.of("lockstep", true, "paused", true)));
        var ahead = new AtomicLong();
        pipeline.bindListener(new PipelineListener() {
            @Override
            public void onFrame(FrameResult result) {
                ahead.accumulateAndGet(pipeline.status().frames() - result.frame().sequence(), Math::max);
            }
        }, Map.of());
        startWithAllStages();
        assertThat(pipeline.status().state()).isEqualTo(State.PAUSED);
        source.add(new float[500]).finish();
        pipeline.resume();
        await(() -> recorder.ended);
        assertThat(ahead).hasValue(1);
    }

    @Test
    void losesNoFrameWhileAnyStageIsReplacedUnderLoad() {
        startWithAllStages();
        var values = new float[5_000];
        source.add(values).finish();
        for (int i = 0; !recorder.ended; i++) {
            switch (i % 3) {
                case 0 -> {
                    pipeline.unbindExtractor(extractor);
                    pipeline.bindExtractor(extractor, PROPERTIES);
                }
                case 1 -> {
                    pipeline.unbindTransformer(transformer);
                    pipeline.bindTransformer(transformer, PROPERTIES);
                }
                default -> {
                    pipeline.unbindClassifier(classifier);
                    pipeline.bindClassifier(classifier, PROPERTIES);
                }
            }
        }
        assertThat(recorder.results).extracting(r -> r.frame().sequence())
                .containsExactlyElementsOf(java.util.stream.LongStream.range(0, values.length).boxed().toList());
        assertThat(pipeline.status().failures()).isZero();
    }

    @Test
    void aFailingFrameIsToldAndTheNextOneGoesOn() {
        startWithAllStages();
        source.add(1, Float.NaN, 2).finish();
        await(() -> recorder.ended);
        assertThat(recorder.failures).extracting(FrameFailure::cause)
                .containsExactly("frame 1: value: must be a number");
        assertThat(recorder.names()).containsExactly("frame 0", "frame 2");
    }

    @Test
    void anEpisodeHasOneOnsetAndOneRecovery() {
        startWithAllStages();
        var monitor = new Fakes.Monitor();
        pipeline.bindMonitor(monitor, PROPERTIES);
        source.add(1, 20, 30, 40, 1, 1).finish();
        await(() -> recorder.ended);
        assertThat(recorder.events).extracting(DriftEvent::kind)
                .containsExactly(DriftEvent.Kind.ONSET, DriftEvent.Kind.RECOVERY);
        assertThat(recorder.events).extracting(DriftEvent::frame).containsExactly(1L, 4L);
        assertThat(recorder.events.get(0).episode()).isEqualTo(recorder.events.get(1).episode());
        assertThat(recorder.results).extracting(FrameResult::drifting)
                .containsExactly(false, true, true, true, false, false);
    }

    @Test
    void aMonitorReplacedDuringAnEpisodeGoesOnWithItsStateAndTheSameEpisode() {
        startWithAllStages();
        var old = new Fakes.Monitor();
        pipeline.bindMonitor(old, PROPERTIES);
        pipeline.bindStateful(old);
        source.add(1, 20);
        await(() -> recorder.results.size() == 2);
        pipeline.unbindMonitor(old);
        pipeline.unbindStateful(old);
        var fresh = new Fakes.Monitor();
        pipeline.bindMonitor(fresh, PROPERTIES);
        pipeline.bindStateful(fresh);
        source.add(30, 1).finish();
        await(() -> recorder.ended);
        assertThat(fresh.seen).isEqualTo(4);
        assertThat(recorder.events).extracting(DriftEvent::kind)
                .containsExactly(DriftEvent.Kind.ONSET, DriftEvent.Kind.RECOVERY);
        assertThat(recorder.events.get(0).episode()).isEqualTo(recorder.events.get(1).episode());
    }

    @Test
    void aRestartFindsTheStateOfTheSameModelOnly() throws InterruptedException {
        startWithAllStages();
        var monitor = new Fakes.Monitor();
        pipeline.bindMonitor(monitor, PROPERTIES);
        pipeline.bindStateful(monitor);
        source.add(1, 2, 3).finish();
        await(() -> recorder.ended);
        pipeline.stop();
        assertThat(states.latest).containsOnlyKeys("m");

        pipeline = new FramePipeline(Fakes.context(), Fakes.config(Map.of()));
        var again = new Fakes.Monitor();
        var other = new Recorder();
        pipeline.bindListener(other, PROPERTIES);
        pipeline.bindMonitor(again, PROPERTIES);
        pipeline.bindStateful(again);
        pipeline.bindStates(states, PROPERTIES);
        pipeline.bindExtractor(extractor, PROPERTIES);
        pipeline.bindTransformer(transformer, PROPERTIES);
        pipeline.bindClassifier(classifier, PROPERTIES);
        pipeline.bindSource(new Fakes.Source().add(4).finish(), PROPERTIES);
        pipeline.start();
        await(() -> other.ended);
        assertThat(again.seen).isEqualTo(4);
    }

    @Test
    void rollbackPutsStagesBack() {
        startWithAllStages();
        var monitor = new Fakes.Monitor();
        pipeline.bindMonitor(monitor, PROPERTIES);
        pipeline.bindStateful(monitor);
        source.add(1, 2);
        await(() -> recorder.results.size() == 2);
        var snapshot = pipeline.snapshot("test");
        source.add(3, 4);
        await(() -> recorder.results.size() == 4);
        assertThat(monitor.seen).isEqualTo(4);
        pipeline.rollback(snapshot.id());
        assertThat(monitor.seen).isEqualTo(2);
        assertThat(states.latest("m").get("monitor.size").number("seen")).isEqualTo(2);
        assertThatThrownBy(() -> pipeline.rollback("nothing")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no snapshot nothing");
    }

    @Test
    void stagesOfDifferentPacksNeverSeeAFrameTogether() {
        startWithAllStages();
        pipeline.unbindTransformer(transformer);
        pipeline.bindTransformer(new Fakes.Transformer("other", 1), PROPERTIES);
        source.add(1);
        await(() -> pipeline.status().state() == State.DEGRADED);
        assertThat(pipeline.status().detail()).isEqualTo("the stages come from different model packs");
        assertThat(recorder.results).isEmpty();
    }

    @Test
    void stagesThatDoNotFitSayWhy() {
        startWithAllStages();
        pipeline.unbindTransformer(transformer);
        pipeline.bindTransformer(new Fakes.Transformer("m", 7), PROPERTIES);
        assertThat(pipeline.status().detail()).isEqualTo("the extractor gives 1 features and the transformer wants 7");
    }

    @Test
    void aMissingStageDegradesAfterTheGraceAndItsReturnHeals() {
        startWithAllStages();
        pipeline.unbindClassifier(classifier);
        assertThat(pipeline.status().state()).isIn(State.WAITING, State.DEGRADED);
        await(() -> pipeline.status().state() == State.DEGRADED);
        assertThat(pipeline.status().detail()).isEqualTo("no classifier");
        source.add(1).finish();
        pipeline.bindClassifier(classifier, PROPERTIES);
        await(() -> recorder.ended);
        assertThat(recorder.results).hasSize(1);
    }

    @Test
    void aSlowListenerLosesResultsButNotEventsAndHoldsNobodyUp() {
        startWithAllStages();
        pipeline.bindMonitor(new Fakes.Monitor(), PROPERTIES);
        var gate = new CountDownLatch(1);
        var slow = new Recorder() {
            @Override
            public void onFrame(FrameResult result) {
                awaitGate(gate);
                super.onFrame(result);
            }
        };
        pipeline.bindListener(slow, Map.of("component.name", "slow"));
        source.add(20).add(new float[500]).finish();
        await(() -> recorder.ended);
        gate.countDown();
        await(() -> slow.ended);
        assertThat(slow.results).hasSizeLessThan(100);
        assertThat(slow.events).hasSize(2);
        assertThat(pipeline.status().listenersDropped().get("slow")).isEqualTo(501 - slow.results.size());
    }

    @Test
    void aFailingListenerHarmsNobody() {
        startWithAllStages();
        pipeline.bindListener(new PipelineListener() {
            @Override
            public void onFrame(FrameResult result) {
                throw new IllegalStateException("broken listener");
            }
        }, Map.of("component.name", "broken"));
        source.add(1, 2).finish();
        await(() -> recorder.ended);
        assertThat(recorder.results).hasSize(2);
    }

    @Test
    void pauseHoldsFramesBackAndResumeLetsThemGo() {
        startWithAllStages();
        pipeline.pause();
        source.add(1).finish();
        assertThat(pipeline.status().state()).isEqualTo(State.PAUSED);
        assertThat(recorder.results).isEmpty();
        pipeline.resume();
        await(() -> recorder.ended);
        assertThat(recorder.results).hasSize(1);
    }

    @Test
    void aQuarantinedSampleKnowsItsPackAndHowCommonItsPictureWas() {
        var known = new float[100];
        for (int i = 0; i < known.length; i++) {
            known[i] = i + 1;
        }
        var kept = new CopyOnWriteArrayList<QuarantinedSample>();
        pipeline.bindPack(Fakes.pack("m", new Calibration(Map.of(InputStatistic.BRIGHTNESS.score(), known), 1000,
                Map.of())));
        pipeline.bindQuarantine(Fakes.quarantine(kept), PROPERTIES);
        var seen = new CopyOnWriteArrayList<Float>();
        pipeline.bindMonitor(Fakes.watching(o -> seen.add(o.inputStatistics()[0])), PROPERTIES);
        startWithAllStages();
        pipeline.bindExtractor(new Fakes.PictureExtractor("m"), PROPERTIES);
        source.add(5, 50, 20, 200).finish();
        await(() -> recorder.ended);
        assertThat(seen).containsExactly(5f, 50f, 20f, 200f);
        assertThat(kept).extracting(QuarantinedSample::inputFamiliarity).containsExactly(1.0, 0.4, 0.0);
        assertThat(kept).extracting(QuarantinedSample::modelId).containsOnly("m");
    }

    @Test
    void predictDoesNotCount() {
        startWithAllStages();
        var result = pipeline.predict(Fakes.frame(7, -3));
        assertThat(result.label()).isEqualTo("minus");
        assertThat(result.neighbours()).hasSize(1);
        assertThat(pipeline.status().frames()).isZero();
    }

    private void startWithAllStages() {
        // The one listener that must hear everything makes the frame thread wait for it.
        pipeline.bindListener(recorder,
                Map.of("component.name", "recorder", PipelineListener.OVERFLOW, PipelineListener.WAIT));
        pipeline.bindStates(states, PROPERTIES);
        pipeline.bindExtractor(extractor, PROPERTIES);
        pipeline.bindTransformer(transformer, PROPERTIES);
        pipeline.bindClassifier(classifier, PROPERTIES);
        pipeline.bindSource(source, PROPERTIES);
        pipeline.start();
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time-out").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static class Recorder implements PipelineListener {
        final List<FrameResult> results = new CopyOnWriteArrayList<>();
        final List<FrameFailure> failures = new CopyOnWriteArrayList<>();
        final List<DriftEvent> events = new CopyOnWriteArrayList<>();
        volatile boolean ended;

        List<String> names() {
            return results.stream().map(r -> r.frame().name()).toList();
        }

        @Override
        public void onFrame(FrameResult result) {
            results.add(result);
        }

        @Override
        public void onFailure(FrameFailure failure) {
            failures.add(failure);
        }

        @Override
        public void onDrift(DriftEvent event, FrameResult result) {
            events.add(event);
        }

        @Override
        public void onEnd() {
            ended = true;
        }
    }
}
