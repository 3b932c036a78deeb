package org.tinylcm.math.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches which labels come: Jensen-Shannon divergence (bits) of the latest labels from reference frequencies, with a
 * threshold for a wished run length ({@link LabelThreshold}). Frequencies have half a count added for each label and
 * for "any other" (Krichevsky and Trofimov 1981), so a label that the reference lacks is possible, and surprising.
 *
 * <p>It warms up until the window is full, and, if it has no reference, for as many frames as make one. A null label
 * changes nothing. {@link #accept} allocates nothing but for the frame that ends a warm-up and for a label that is seen
 * for the first time during one. One thread feeds it; the getters may be one frame old.
 */
public final class LabelMonitor {
    /** More labels than this in a reference are taken together as "any other". */
    public static final int MOST_LABELS = 1024;

    /**
     * @param window labels that are compared, at least 10
     * @param warmUpFrames labels that make up a reference learned from the stream, at least as many as the window
     * @param arl frames between false alarms, on average, at least 20
     */
    public record Settings(int window, int warmUpFrames, double arl) {
        public Settings {
            if (window < 10 || warmUpFrames < window || !(arl >= 20 && arl <= 1e9)) {
                throw new IllegalArgumentException("window " + window + ", warm-up " + warmUpFrames + ", arl " + arl
                        + ": the window is at least 10, the warm-up no shorter than it, arl at least 20");
            }
        }
    }

    private static final double UNKNOWN = -1;

    private final Settings settings;
    private final EpisodeGate gate;
    private final int[] ring;
    private int at;
    private int filled;
    private LabelReference reference;
    private boolean gathering;
    /** Labels in the window by index; empty while the reference is gathered. */
    private int[] counts;
    /** Negative until it is needed: to find it takes longer than a swap may. */
    private double threshold = UNKNOWN;
    private double divergence;
    private long frames;
    private volatile EpisodeGate.Phase phase = EpisodeGate.Phase.WARMING_UP;

    /** @param known labels of known samples, or null to learn a reference from the stream */
    public LabelMonitor(Settings settings, EpisodeGate.Policy episodes, List<String> known) {
        this.settings = settings;
        gate = new EpisodeGate(episodes);
        ring = new int[settings.window()];
        rebase();
        if (known != null && known.size() >= ScoreReference.LEAST) {
            known.forEach(reference::gather);
            prepare(UNKNOWN);
        }
    }

    /** Back to warm-up: the labels to come are the new reference. */
    public void rebase() {
        reference = new LabelReference(MOST_LABELS);
        gathering = true;
        counts = new int[0];
        at = 0;
        filled = 0;
        frames = 0;
        divergence = 0;
        threshold = UNKNOWN;
        gate.warmUp();
        phase = gate.phase();
    }

    /** @param known threshold for this reference and these settings, if it is known */
    private void prepare(double known) {
        gathering = false;
        reference.finish(settings.window());
        threshold = known;
        counts = new int[reference.size()];
        for (int i = 0; i < filled; i++) {
            ring[i] = Math.min(ring[i], counts.length - 1);
            counts[ring[i]]++;
        }
    }

    /** Takes the label of a frame. */
    public EpisodeGate.Phase accept(String label) {
        frames++;
        if (label == null) {
            return phase;
        }
        push(label);
        if (gathering && reference.gathered() >= settings.warmUpFrames()) {
            prepare(UNKNOWN);
        }
        if (!gathering && filled == ring.length) {
            if (phase == EpisodeGate.Phase.WARMING_UP) {
                gate.ready();
            }
            if (threshold < 0) {
                threshold = reference.threshold(settings.window(), settings.arl());
            }
            divergence = reference.divergence(counts);
            phase = gate.update(threshold > 0 ? divergence / threshold : divergence > 0 ? 2 : 0);
        }
        return phase;
    }

    private void push(String label) {
        int index;
        if (gathering) {
            index = reference.gather(label);
        } else {
            index = reference.index(label);
            if (filled == ring.length) {
                counts[ring[at]]--;
            }
            counts[index]++;
        }
        ring[at] = index;
        at = at + 1 == ring.length ? 0 : at + 1;
        filled = Math.min(filled + 1, ring.length);
    }

    public EpisodeGate.Phase phase() {
        return phase;
    }

    /** Divergence of the latest window, bits; 0 during warm-up. */
    public double divergence() {
        return divergence;
    }

    /** Divergence at which drift begins, bits; 0 during warm-up. */
    public double threshold() {
        return Math.max(0, threshold);
    }

    public long frames() {
        return frames;
    }

    public long onsets() {
        return gate.onsets();
    }

    /** The whole state. */
    public Map<String, Object> save() {
        var state = new LinkedHashMap<String, Object>();
        reference.save(state);
        state.put("gathering", gathering);
        state.put("window", ordered());
        state.put("frames", frames);
        state.put("divergence", divergence);
        state.put("gate", Arrays.stream(gate.save()).boxed().toList());
        if (threshold >= 0) {
            state.put("threshold", threshold);
            state.put("thresholdFor", Arrays.stream(thresholdFor()).boxed().toList());
        }
        return state;
    }

    /** What the threshold follows from beside the reference. */
    private double[] thresholdFor() {
        return new double[] {LabelThreshold.METHOD, settings.window(), settings.arl()};
    }

    /** The saved threshold if it was found in the same way; states of earlier versions have none. */
    private double threshold(SavedState saved) {
        if (!saved.values().containsKey("threshold")
                || !Arrays.equals(saved.doubles("thresholdFor"), thresholdFor())) {
            return UNKNOWN;
        }
        var found = saved.real("threshold");
        if (!(found >= 0 && found <= 1)) {
            throw new IllegalArgumentException("state has a threshold of " + found + " bits");
        }
        return found;
    }

    private List<Long> ordered() {
        var ordered = new ArrayList<Long>();
        for (int i = 0; i < filled; i++) {
            ordered.add((long) ring[(at - filled + i + ring.length) % ring.length]);
        }
        return ordered;
    }

    /**
     * Takes up a state. A changed run length or window holds at once: the threshold is found anew then.
     *
     * @throws IllegalArgumentException the state is damaged; nothing has changed
     */
    public void restore(Map<String, Object> state) {
        var saved = new SavedState(state);
        var referenceThen = LabelReference.of(saved, MOST_LABELS);
        var window = saved.doubles("window");
        var gateState = saved.doubles("gate");
        var wasGathering = saved.flag("gathering");
        var framesThen = saved.number("frames");
        var divergenceThen = saved.real("divergence");
        EpisodeGate.check(gateState);
        var warming = gateState[0] == EpisodeGate.Phase.WARMING_UP.ordinal();
        SavedState.whole(window, MOST_LABELS, "window");
        var thresholdThen = wasGathering ? UNKNOWN : threshold(saved);
        if (wasGathering ? !warming : referenceThen.gathered() < ScoreReference.LEAST) {
            throw new IllegalArgumentException("state has a phase that does not fit its reference");
        }
        rebase();
        reference = referenceThen;
        var kept = Math.min(window.length, ring.length);
        for (int i = 0; i < kept; i++) {
            ring[i] = (int) window[window.length - kept + i];
        }
        filled = kept;
        at = kept % ring.length;
        // A shorter warm-up may have been configured meanwhile.
        if (!wasGathering || reference.gathered() >= settings.warmUpFrames()) {
            prepare(thresholdThen);
        }
        gate.restore(gateState);
        frames = framesThen;
        divergence = divergenceThen;
        phase = gate.phase();
    }
}
