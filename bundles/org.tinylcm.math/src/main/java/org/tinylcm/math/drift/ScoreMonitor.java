package org.tinylcm.math.drift;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.math.stat.Autocorrelation;

/**
 * Watches one number a frame: a reference (given, or learned from the first frames), a calibrated {@link Detector}, an
 * {@link EpisodeGate}, and a reference mean that follows a stream without drift.
 *
 * <p>NaN: the frame is counted and nothing else changes. Infinities: counted as the most extreme value that is told
 * apart, except during warm-up, where they are passed over. {@link #accept} allocates nothing, but for the frame that
 * ends a warm-up and for the first one with a new reference, which also takes a few milliseconds to calibrate.
 *
 * <p>One thread feeds it; the getters may be read by others and may then be one frame old.
 */
public final class ScoreMonitor {
    private static final float[] NONE = new float[0];

    private final DetectorPlan plan;
    private final ReferencePolicy policy;
    private final ScoreReference given;
    private final EpisodeGate gate;
    private final FollowingMean mean;
    private final double sign;
    private final float[] buffer;
    private int buffered;
    private float[] learned = NONE;
    private ScoreReference reference;
    private Detector test;
    private double current;
    private long frames;
    private volatile EpisodeGate.Phase phase = EpisodeGate.Phase.WARMING_UP;

    /** @param known scores of known samples, or null (or too few) to learn a reference from the stream */
    public ScoreMonitor(DetectorPlan plan, ReferencePolicy policy, EpisodeGate.Policy episodes, float[] known) {
        this.plan = plan;
        this.policy = policy;
        gate = new EpisodeGate(episodes);
        mean = new FollowingMean(policy.updateFactor(), policy.updateFrames());
        sign = plan.direction() == Direction.FALLING ? -1 : 1;
        buffer = new float[policy.warmUpFrames()];
        given = ScoreReference.enough(known) ? reference(known) : null;
        if (given != null) {
            start(given, null);
        }
    }

    private ScoreReference reference(float[] scores) {
        var oriented = scores.clone();
        if (sign < 0) {
            for (int i = 0; i < oriented.length; i++) {
                oriented[i] = -oriented[i];
            }
        }
        return ScoreReference.of(oriented, policy.leastScale(), policy.leastShare());
    }

    /** Frames of the stream are in order, so they tell how far neighbours depend on one another; a pack's do not. */
    private DetectorPlan plan(float[] inOrder) {
        return plan.atLeast(Autocorrelation.lagOne(inOrder));
    }

    /** @param fresh null if it is to be calibrated when it is needed: a swap does not wait for it */
    private void start(ScoreReference with, Detector fresh) {
        reference = with;
        test = fresh;
        mean.start(with.mean());
        gate.ready();
        phase = gate.phase();
    }

    private Detector test() {
        if (test == null) {
            test = Detector.of(plan(learned), reference);
        }
        return test;
    }

    /** Takes the score of a frame. */
    public EpisodeGate.Phase accept(double score) {
        frames++;
        if (Double.isNaN(score)) {
            return phase;
        }
        current = score;
        if (reference == null) {
            warmUp(score);
            return phase;
        }
        var z = Math.min(reference.high(), Math.max(reference.low(), (sign * score - mean.mean()) / reference.scale()));
        var before = phase;
        var after = gate.update(test().accept(z));
        if (before == EpisodeGate.Phase.DRIFT && after != EpisodeGate.Phase.DRIFT) {
            test.restart();
        }
        follow(z, after);
        phase = after;
        return after;
    }

    private void warmUp(double score) {
        var value = (float) score;
        if (!Float.isFinite(value)) {
            return;
        }
        buffer[buffered++] = value;
        if (buffered == buffer.length) {
            learned = buffer.clone();
            buffered = 0;
            start(reference(learned), null);
        }
    }

    private void follow(double z, EpisodeGate.Phase now) {
        if (now == EpisodeGate.Phase.DRIFT) {
            // The frames right before an onset were probably drift already.
            mean.forget();
        } else if (now == EpisodeGate.Phase.STABLE && test.followsReference()) {
            mean.add(mean.mean() + reference.scale() * z);
        }
    }

    /**
     * Whatever episode is under way is over, and the statistic starts anew. A reference that was given stays; one that
     * was learned from the stream is learned again.
     */
    public void restart() {
        if (given == null) {
            rebase();
        } else {
            var same = test != null && reference == given ? test.fresh() : null;
            learned = NONE;
            buffered = 0;
            start(given, same);
        }
    }

    /** Back to warm-up: the frames to come are the new reference. */
    public void rebase() {
        test = null;
        reference = null;
        learned = NONE;
        buffered = 0;
        frames = 0;
        gate.warmUp();
        phase = gate.phase();
    }

    public EpisodeGate.Phase phase() {
        return phase;
    }

    public double current() {
        return current;
    }

    /** Mean of the reference in the score's own unit and sign; 0 during warm-up. */
    public double mean() {
        return reference == null ? 0 : sign * mean.mean();
    }

    public double statistic() {
        var now = test;
        return now == null ? 0 : now.statistic();
    }

    /** Statistic at which drift begins; 0 during warm-up. */
    public double threshold() {
        var now = test;
        var with = reference;
        if (now == null) {
            return with == null ? 0 : Detector.of(plan(learned), with).threshold();
        }
        return now.threshold();
    }

    public long frames() {
        return frames;
    }

    public long onsets() {
        return gate.onsets();
    }

    /** Numbers of the state; with {@link #saveVectors} all of it. */
    public Map<String, Object> save() {
        var state = new LinkedHashMap<String, Object>();
        state.put("method", plan.method().text());
        state.put("direction", plan.direction().name());
        state.put("source", reference == null ? "warm-up" : reference == given ? "pack" : "stream");
        state.put("fingerprint", reference == null ? 0L : reference.fingerprint());
        state.put("frames", frames);
        state.put("current", current);
        state.put("gate", list(gate.save()));
        state.put("follow", list(mean.save()));
        state.put("test", reference == null ? List.of() : list(test().save()));
        if (reference != null) {
            state.put("thresholds", list(test.thresholds()));
            state.put("thresholdsFor", list(thresholdsFor(plan(learned))));
        }
        return state;
    }

    /** What thresholds follow from beside method, direction and scores. */
    private double[] thresholdsFor(DetectorPlan with) {
        return new double[] {ThresholdCalibrator.METHOD, with.arl(), with.shift(), with.smoothing(),
            with.autocorrelation(), policy.leastScale(), policy.leastShare()};
    }

    /** With the saved thresholds if they were found for the same; states of earlier versions have none. */
    private Detector detector(ScoreReference with, float[] inOrder, SavedState saved) {
        var wanted = plan(inOrder);
        return saved.values().containsKey("thresholds")
                && Arrays.equals(saved.doubles("thresholdsFor"), thresholdsFor(wanted))
                ? Detector.of(wanted, with, saved.doubles("thresholds")) : Detector.of(wanted, with);
    }

    /** Vectors of the state: the learned reference, or the warm-up so far. */
    public Map<String, float[]> saveVectors() {
        return Map.of("scores", reference == null ? Arrays.copyOf(buffer, buffered) : learned);
    }

    /**
     * Takes up a state. A changed run length holds at once: thresholds are found anew then.
     *
     * @throws IllegalArgumentException the state is damaged, or of another method or reference; nothing has changed
     */
    public void restore(Map<String, Object> state, Map<String, float[]> vectors) {
        var saved = new SavedState(state);
        var scores = vectors.get("scores");
        if (scores == null) {
            throw new IllegalArgumentException("state has no vector 'scores'");
        }
        saved.expect("method", plan.method().text());
        saved.expect("direction", plan.direction().name());
        var gateState = saved.doubles("gate");
        EpisodeGate.check(gateState);
        var follow = saved.doubles("follow");
        FollowingMean.check(follow);
        var source = saved.text("source");
        var framesThen = saved.number("frames");
        var currentThen = saved.real("current");
        var warming = gateState[0] == EpisodeGate.Phase.WARMING_UP.ordinal();
        if (source.equals("warm-up") != warming) {
            throw new IllegalArgumentException("state has a phase that does not fit its source");
        }
        if (source.equals("warm-up")) {
            for (var score : scores) {
                if (!Float.isFinite(score)) {
                    throw new IllegalArgumentException("state has a warm-up score that is not finite");
                }
            }
            test = null;
            reference = null;
            learned = NONE;
            // A shorter warm-up may have been configured meanwhile: leave room for the frame that ends it.
            buffered = Math.min(scores.length, buffer.length - 1);
            System.arraycopy(scores, scores.length - buffered, buffer, 0, buffered);
        } else {
            var with = source.equals("pack") ? given : reference(scores);
            if (with == null || with.fingerprint() != saved.number("fingerprint")) {
                throw new IllegalArgumentException("state was learned against another reference");
            }
            var then = detector(with, with == given ? NONE : scores, saved);
            then.restore(saved.doubles("test"));
            reference = with;
            learned = with == given ? NONE : scores.clone();
            test = then;
            buffered = 0;
        }
        gate.restore(gateState);
        mean.restore(follow);
        frames = framesThen;
        current = currentThen;
        phase = gate.phase();
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
