package org.tinylcm.adaptation.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.tinylcm.adapt.AdaptationRecord;
import org.tinylcm.adapt.AdaptationRecord.Outcome;
import org.tinylcm.drift.DriftEvent;
import org.tinylcm.feedback.Feedback;
import org.tinylcm.feedback.FeedbackResult;
import org.tinylcm.pipeline.FrameResult;

/**
 * One thing at a time: a cycle, a feedback or the end of a probation. Cycles that the device starts by itself run on a
 * thread of their own, of low priority; frames never wait for one except while a model is exchanged.
 */
final class Engine implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Engine.class.getName());
    /** The longest sleep: the schedule is looked at this often. */
    private static final long LOOK_SECONDS = 10;
    private static final long FAREWELL_MILLIS = 5_000;

    private final Surroundings around;
    private final Settings settings;
    private final Book book;
    private final boolean lockstep;
    private final Watch watch;
    private final Trigger trigger;
    private final Tenure tenure;
    private final Ground ground = new Ground();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::loop, "tinylcm-adaptation");
    private volatile boolean closed;
    private volatile long frame;
    private String lastFailure = "";
    private boolean toldOfGround;

    Engine(Surroundings around, Settings settings, Book book) {
        this(around, settings, book, false);
    }

    /** @param lockstep true to work in {@link #onFrame} instead of on a thread of its own */
    Engine(Surroundings around, Settings settings, Book book, boolean lockstep) {
        this.around = around;
        this.settings = settings;
        this.book = book;
        this.lockstep = lockstep;
        tenure = new Tenure(book);
        watch = new Watch(around, settings, book, tenure, ground);
        trigger = new Trigger(settings, pending(), System.nanoTime());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        thread.start();
    }

    List<AdaptationRecord> run(String cause) {
        oneAtATime.lock();
        try {
            return cycle(cause);
        } finally {
            oneAtATime.unlock();
        }
    }

    FeedbackResult apply(Feedback feedback) {
        oneAtATime.lock();
        try {
            return new FeedbackDesk(around, book).apply(feedback);
        } finally {
            oneAtATime.unlock();
        }
    }

    void onFrame(FrameResult result) {
        frame = result.frame().sequence();
        book.learner().saw(frame, result.features(), result.familiarity());
        trigger.frame(result.quarantined());
        for (var probation : book.probations()) {
            around.pipeline().classifier().ifPresent(classifier -> probation.observe(result.features(), classifier));
        }
        around.pipeline().classifier().ifPresent(
                classifier -> ground.observe(tenure.observe(result, classifier)));
        if (work.availablePermits() == 0 && (watch.somethingToDo() || trigger.due(System.nanoTime()).isPresent())) {
            if (lockstep) {
                tryToWork();
            } else {
                work.release();
            }
        }
    }

    void onDrift(DriftEvent event) {
        trigger.drift(event);
    }

    /** Does what is due now; the thread's only work, and the tests' way in. */
    void work() {
        oneAtATime.lock();
        try {
            if (watch.somethingToDo()) {
                endProbations();
            }
            trigger.due(System.nanoTime()).ifPresent(this::cycleOnFirmGround);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Lets work that is under way come to its end: interrupting it could tear a write. */
    @Override
    public void close() {
        closed = true;
        work.release();
        try {
            thread.join(FAREWELL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void endProbations() {
        int running = book.probations().size();
        int takenBack = watch.settle();
        if (takenBack > 0) {
            trigger.harmed();
        } else if (book.probations().size() < running) {
            trigger.confirmed();
        }
    }

    private void cycleOnFirmGround(String cause) {
        boolean moved = ground.moved();
        if (moved && !toldOfGround) {
            LOG.log(Level.INFO, "Nothing is learned from odd frames for now: the known classes themselves have moved");
        }
        toldOfGround = moved;
        if (moved) {
            trigger.ran(pending(), false, System.nanoTime());
        } else {
            cycle(cause);
        }
    }

    private List<AdaptationRecord> cycle(String cause) {
        boolean harm = false;
        try {
            var records = new Cycle(around, settings, book).run(cause, frame);
            harm = records.stream().anyMatch(record -> record.outcome() == Outcome.ROLLED_BACK);
            records.forEach(record -> LOG.log(Level.INFO, "Adaptation {0} ({1}): {2}", record.label(),
                    record.outcome(), record.reason()));
            return records;
        } finally {
            trigger.ran(pending(), harm, System.nanoTime());
        }
    }

    private int pending() {
        return around.quarantine().map(quarantine -> Cycle.pending(quarantine, around.pack().id()).size()).orElse(0);
    }

    private void loop() {
        while (!closed) {
            try {
                if (work.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
                if (!closed && !lockstep) {
                    tryToWork();
                }
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** A stage that is replaced in the middle of a cycle has no classes any more; the next cycle has the new one. */
    void tryToWork() {
        try {
            work();
        } catch (RuntimeException | LinkageError failed) {
            complain(failed);
        }
    }

    /** Once per cause: with a full disk every attempt fails in the same way. */
    private void complain(Throwable failed) {
        var cause = String.valueOf(failed);
        if (!cause.equals(lastFailure)) {
            lastFailure = cause;
            LOG.log(Level.WARNING, "Adaptation could not be carried out, it will be tried again", failed);
        }
    }
}
