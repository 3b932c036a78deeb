package org.tinylcm.math.monitor;

import java.util.Map;
import org.tinylcm.drift.DriftMonitor;
import org.tinylcm.drift.MonitorReading;
import org.tinylcm.drift.Observation;
import org.tinylcm.drift.Verdict;
import org.tinylcm.math.drift.ScoreMonitor;
import org.tinylcm.state.ComponentState;
import org.tinylcm.state.Stateful;

/**
 * A monitor of one number a frame. {@link #rebase}, {@link #saveState} and {@link #restoreState} are called between
 * frames; a reading may be one frame old.
 */
public abstract class ScoreDriftMonitor implements DriftMonitor, Stateful {
    private static final int SCHEMA = 1;

    protected final ScoreMonitor core;
    private final String id;
    private final String metric;

    protected ScoreDriftMonitor(String id, String metric, ScoreMonitor core) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id must not be blank");
        }
        this.id = id;
        this.metric = metric;
        this.core = core;
    }

    /** The number of this frame; NaN if it has none, and then nothing changes. */
    protected abstract double score(Observation observation);

    @Override
    public final String id() {
        return id;
    }

    @Override
    public Verdict observe(Observation observation) {
        return Verdicts.of(core.accept(score(observation)));
    }

    @Override
    public final MonitorReading reading() {
        return new MonitorReading(id, Verdicts.of(core.phase()), metric, core.current(), core.mean(), core.statistic(),
                core.threshold(), core.frames(), core.onsets());
    }

    /**
     * Starts anew with the pack's reference: what known frames score is true of a learned class too, and relearning
     * from the stream would leave the device blind while it warms up.
     */
    @Override
    public void rebase() {
        core.restart();
    }

    @Override
    public final String stateName() {
        return "monitor." + id;
    }

    @Override
    public ComponentState saveState() {
        return new ComponentState(SCHEMA, core.save(), core.saveVectors());
    }

    @Override
    public void restoreState(ComponentState state) {
        checkVersion(state);
        core.restore(state.values(), state.vectors());
    }

    protected static void checkVersion(ComponentState state) {
        if (state.version() != SCHEMA) {
            throw new IllegalArgumentException("state has version " + state.version() + ", known is " + SCHEMA);
        }
    }

    /** A state with more in it than the score. */
    protected static ComponentState state(Map<String, Object> values, Map<String, float[]> vectors) {
        return new ComponentState(SCHEMA, values, vectors);
    }
}
