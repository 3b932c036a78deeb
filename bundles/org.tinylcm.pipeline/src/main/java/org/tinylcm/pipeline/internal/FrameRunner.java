package org.tinylcm.pipeline.internal;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.tinylcm.classify.Classification;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.feature.Stage;
import org.tinylcm.frame.Frame;
import org.tinylcm.input.BadInputException;
import org.tinylcm.pipeline.FrameFailure;
import org.tinylcm.pipeline.FrameResult;
import org.tinylcm.pipeline.MonitorVerdict;
import org.tinylcm.pipeline.Neighbour;
import org.tinylcm.quarantine.QuarantinedSample;
import org.tinylcm.quarantine.Quarantine;

/** Takes one frame all the way, under the pipeline's frame lock, and then tells what came of it. */
final class FrameRunner {
    private static final System.Logger logger = System.getLogger(FrameRunner.class.getName());
    /** Different causes of failure that are told; more than this many would be a log of frames. */
    private static final int MOST_CAUSES = 100;

    private final double familiarityLimit;
    private final double familiarityLimitInDrift;
    private final StageClock clock;
    private final Tally tally;
    private final Listeners listeners;
    /** What is to be told of the frame under way. */
    private final List<Delivery> outbox = new ArrayList<>();
    private final Observation observation = new Observation();
    private final Set<String> failureCauses = new HashSet<>();

    FrameRunner(FramePipeline.Config config, StageClock clock, Tally tally, Listeners listeners) {
        familiarityLimit = config.quarantine_familiarity();
        familiarityLimitInDrift = config.quarantine_familiarity_in_drift();
        this.clock = clock;
        this.tally = tally;
        this.listeners = listeners;
    }

    /** @param quarantine where odd samples go, or null if that is missing */
    void process(Frame frame, Chain chain, List<WatchedMonitor> watched, Quarantine quarantine) {
        clock.start();
        var classification = chain.run(frame, clock);
        observation.of(frame.sequence(), chain.features(), classification, frame.truth(), chain.inputStatistics());
        boolean turns = false;
        boolean drifting = false;
        for (int i = 0; i < watched.size(); i++) {
            turns |= watched.get(i).observe(observation);
            drifting |= watched.get(i).verdict() == Verdict.DRIFT;
        }
        clock.ended(Stage.MONITOR);
        boolean putAside = quarantine != null && putAside(frame, chain, classification, drifting, quarantine);
        tally.frame(classification.answer(), putAside);
        clock.ended(Stage.BOOKKEEPING);
        clock.count();
        if (turns || !listeners.isEmpty()) {
            tell(result(frame, chain, classification, watched, drifting, putAside, clock), watched, turns);
        }
    }

    private boolean putAside(Frame frame, Chain chain, Classification classification, boolean drifting,
            Quarantine to) {
        if (classification.familiarity() > (drifting ? familiarityLimitInDrift : familiarityLimit)) {
            return false;
        }
        var reason = drifting ? "unfamiliar during drift" : "unfamiliar";
        to.offer(new QuarantinedSample(UUID.randomUUID().toString(), Instant.now(), frame.sequence(), frame.name(),
                classification.label(), classification.confidence(), classification.novelty(),
                chain.inputFamiliarity(), chain.features().clone(), chain.modelId(), reason,
                QuarantinedSample.Status.PENDING, null, frame.truth()));
        return true;
    }

    /**
     * Tells the listeners what came of the latest frame. To be called without the frame lock: a listener that makes
     * the frame thread wait may itself be waiting for that lock.
     */
    void tellListeners() throws InterruptedException {
        for (var delivery : outbox) {
            listeners.tell(delivery);
        }
        outbox.clear();
    }

    /** Looks at a frame that is not of the stream. */
    static FrameResult predict(Frame frame, Chain chain) {
        var clock = new StageClock();
        clock.start();
        return result(frame, chain, chain.run(frame, clock), List.of(), false, false, clock);
    }

    private static FrameResult result(Frame frame, Chain chain, Classification classification,
            List<WatchedMonitor> watched, boolean drifting, boolean putAside, StageClock clock) {
        var neighbours = new ArrayList<Neighbour>(classification.count());
        for (int i = 0; i < classification.count(); i++) {
            neighbours.add(new Neighbour(classification.neighbourLabel(i), classification.neighbourDistance(i)));
        }
        var verdicts = new ArrayList<MonitorVerdict>(watched.size());
        for (var monitor : watched) {
            verdicts.add(new MonitorVerdict(monitor.id(), monitor.verdict()));
        }
        return new FrameResult(frame, classification.label(), classification.unknown(), classification.confidence(),
                classification.novelty(), classification.familiarity(), neighbours, chain.features().clone(), verdicts,
                drifting, putAside, clock.copy());
    }

    private void tell(FrameResult result, List<WatchedMonitor> watched, boolean turns) {
        outbox.add(new Delivery.Result(result));
        if (!turns) {
            return;
        }
        for (var monitor : watched) {
            if (monitor.turns()) {
                var event = monitor.turn(result.frame());
                tally.episode(monitor.drifting());
                outbox.add(new Delivery.Drift(event, result));
            }
        }
    }

    /** A frame, or the attempt to get one, was given up. */
    void fail(String frame, RuntimeException e) {
        tally.failure();
        var cause = e instanceof BadInputException ? e.getMessage() : e.toString();
        outbox.add(new Delivery.Failure(new FrameFailure(frame, Instant.now(), cause)));
        // Once per cause: the rule for refused input, the message for everything else.
        var key = e instanceof BadInputException bad ? bad.part() + bad.rule() : e.toString();
        if (failureCauses.size() < MOST_CAUSES && failureCauses.add(key)) {
            if (e instanceof BadInputException) {
                logger.log(Level.WARNING, "Frame given up: {0}", cause);
            } else {
                logger.log(Level.ERROR, "Frame " + frame + " given up", e);
            }
        }
    }
}
