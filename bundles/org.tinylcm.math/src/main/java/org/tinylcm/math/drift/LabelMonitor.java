package org.tinylcm.math.drift;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinylcm.math.stat.JensenShannon;

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

    private final Settings settings;
    private final EpisodeGate gate;
    private final Map<String, Integer> indices = new HashMap<>();
    private final int[] ring;
    private int at;
    private int filled;
    /** Reference counts while they are gathered and afterwards; the last one is "any other". */
    private int[] reference;
    private int gathered;
    private boolean gathering;
    private int[] counts;
    private double[][] terms;
    private double threshold;
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
            known.forEach(label -> reference[learn(label)]++);
            gathered = known.size();
            gathering = false;
            prepare();
        }
    }

    /** Back to warm-up: the labels to come are the new reference. */
    public void rebase() {
        indices.clear();
        reference = new int[MOST_LABELS + 1];
        gathered = 0;
        gathering = true;
        counts = new int[0];
        terms = null;
        at = 0;
        filled = 0;
        frames = 0;
        divergence = 0;
        threshold = 0;
        gate.warmUp();
        phase = gate.phase();
    }

    private int learn(String label) {
        var index = indices.get(label);
        if (index == null) {
            if (indices.size() == MOST_LABELS) {
                return MOST_LABELS;
            }
            index = indices.size();
            indices.put(label, index);
        }
        return index;
    }

    private void prepare() {
        var labels = indices.size();
        var frequencies = new double[labels + 1];
        for (int i = 0; i <= labels; i++) {
            var count = i < labels ? reference[i] : reference[MOST_LABELS];
            frequencies[i] = (count + 0.5) / (gathered + (labels + 1) / 2.0);
        }
        terms = new double[labels + 1][settings.window() + 1];
        for (int i = 0; i <= labels; i++) {
            for (int count = 0; count <= settings.window(); count++) {
                terms[i][count] = JensenShannon.term(frequencies[i], count / (double) settings.window());
            }
        }
        threshold = LabelThreshold.of(frequencies, gathered, terms, settings.window(), settings.arl());
        recount();
    }

    private void recount() {
        counts = new int[indices.size() + 1];
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
        if (gathering && gathered == settings.warmUpFrames()) {
            gathering = false;
            prepare();
        }
        if (!gathering && filled == ring.length) {
            if (phase == EpisodeGate.Phase.WARMING_UP) {
                gate.ready();
            }
            divergence = measure();
            phase = gate.update(threshold > 0 ? divergence / threshold : divergence > 0 ? 2 : 0);
        }
        return phase;
    }

    private void push(String label) {
        int index;
        if (gathering) {
            index = learn(label);
            reference[index]++;
            gathered++;
        } else {
            var known = indices.get(label);
            index = known == null ? counts.length - 1 : known;
            if (filled == ring.length) {
                counts[ring[at]]--;
            }
            counts[index]++;
        }
        ring[at] = index;
        at = at + 1 == ring.length ? 0 : at + 1;
        filled = Math.min(filled + 1, ring.length);
    }

    private double measure() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += terms[i][counts[i]];
        }
        return Math.max(0, sum);
    }

    public EpisodeGate.Phase phase() {
        return phase;
    }

    /** Divergence of the latest window, bits; 0 during warm-up. */
    public double divergence() {
        return divergence;
    }

    public double threshold() {
        return threshold;
    }

    public long frames() {
        return frames;
    }

    public long onsets() {
        return gate.onsets();
    }

    /** The whole state. */
    public Map<String, Object> save() {
        var labels = new String[indices.size()];
        indices.forEach((label, index) -> labels[index] = label);
        var state = new LinkedHashMap<String, Object>();
        state.put("labels", List.of(labels));
        state.put("reference", longs(reference, labels.length));
        state.put("other", (long) reference[MOST_LABELS]);
        state.put("gathering", gathering);
        state.put("window", longs(ordered(), filled));
        state.put("frames", frames);
        state.put("divergence", divergence);
        state.put("gate", Arrays.stream(gate.save()).boxed().toList());
        return state;
    }

    private int[] ordered() {
        var ordered = new int[filled];
        for (int i = 0; i < filled; i++) {
            ordered[i] = ring[(at - filled + i + ring.length) % ring.length];
        }
        return ordered;
    }

    private static List<Long> longs(int[] values, int count) {
        return Arrays.stream(values, 0, count).asLongStream().boxed().toList();
    }

    /**
     * Takes up a state. The threshold is computed anew, so a changed run length or window holds at once.
     *
     * @throws IllegalArgumentException the state is damaged; nothing has changed
     */
    public void restore(Map<String, Object> state) {
        var saved = new SavedState(state);
        var labels = saved.texts("labels");
        var counted = saved.doubles("reference");
        var other = saved.number("other");
        var window = saved.doubles("window");
        var gateState = saved.doubles("gate");
        var wasGathering = saved.flag("gathering");
        var framesThen = saved.number("frames");
        var divergenceThen = saved.real("divergence");
        EpisodeGate.check(gateState);
        var warming = gateState[0] == EpisodeGate.Phase.WARMING_UP.ordinal();
        var total = Arrays.stream(counted).sum() + other;
        if (labels.size() > MOST_LABELS || labels.size() != counted.length || labels.stream().distinct().count()
                != labels.size() || other < 0 || !(total <= 1e8) || wasGathering && !warming
                || !wasGathering && total < ScoreReference.LEAST) {
            throw new IllegalArgumentException("state has labels and counts that do not fit");
        }
        SavedState.whole(counted, Integer.MAX_VALUE, "reference");
        SavedState.whole(window, MOST_LABELS, "window");
        rebase();
        labels.forEach(this::learn);
        for (int i = 0; i < counted.length; i++) {
            reference[i] = (int) counted[i];
        }
        reference[MOST_LABELS] = (int) other;
        gathered = (int) total;
        gathering = wasGathering;
        var kept = Math.min(window.length, ring.length);
        for (int i = 0; i < kept; i++) {
            ring[i] = (int) window[window.length - kept + i];
        }
        filled = kept;
        at = kept % ring.length;
        if (!gathering) {
            prepare();
        } else if (gathered >= settings.warmUpFrames()) {
            // A shorter warm-up was configured meanwhile.
            gathering = false;
            prepare();
        }
        gate.restore(gateState);
        frames = framesThen;
        divergence = divergenceThen;
        phase = gate.phase();
    }
}
