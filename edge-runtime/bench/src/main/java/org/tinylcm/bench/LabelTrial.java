package org.tinylcm.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.tinylcm.classifier.knn.internal.KnnFactory;
import org.tinylcm.classify.Classification;
import org.tinylcm.feedback.Feedback.LabelFrame;
import org.tinylcm.model.SampleSet;

/**
 * Accuracy before the change and in columns after it, 0..1.
 *
 * @param device of the device
 * @param oracle of a classifier that starts afresh at the true change and knows the latest 250 labels
 * @param lateOracle of one that starts afresh too, but gets the labels that the device gets, when it gets them
 * @param frozen of the pack's model
 * @param stored most samples that were stored at a time, the pack's prototypes and held-out ones included
 * @param recognised labels after the first concept's return until it was in use again, -1 if it never was
 * @param afterReturn accuracy from the {@value #GRACE}th frame after that return on, 0..1
 */
record LabelTrial(double[] device, double[] oracle, double[] lateOracle, double[] frozen, int stored,
        int recognised, double afterReturn) {
    /** Columns: first frame, frame after the last, counted from the change. */
    static final int[][] COLUMNS = {{-LabelStream.BEFORE, 0}, {0, 100}, {100, 250}, {250, 500}, {500, 1000},
        {1000, 2000}};
    static final int GRACE = 20;
    private static final int ORACLE_WINDOW = 250;

    private record Waiting(int due, LabelFrame label, float[] features) {
    }

    /**
     * @param share of frames that are labelled
     * @param delay frames after which a label comes
     * @param back frame after the change at which the first concept comes back, at most {@link LabelStream#AFTER}
     */
    static LabelTrial of(LabelStream stream, double share, int delay, int back)
            throws IOException, ReflectiveOperationException, InterruptedException {
        var right = new int[4][COLUMNS.length];
        int recognised = -1;
        int rightAgain = 0;
        int labelsAgain = 0;
        int stored = 0;
        var waiting = new ArrayDeque<Waiting>();
        var pack = stream.pack();
        var oracle = new Oracle();
        var lateOracle = new Oracle();
        try (var device = new TrialDevice(pack)) {
            for (int frame = 0; frame < LabelStream.BEFORE + LabelStream.AFTER; frame++) {
                int since = frame - LabelStream.BEFORE;
                int number = stream.drawClass();
                boolean changed = since >= 0 && since < back;
                var sample = stream.sample(number, changed);
                var truth = LabelStream.name(number);
                var answer = device.frame(sample, truth);
                if (since == 0 || since == back) {
                    oracle.restart();
                    lateOracle.restart();
                }
                var says = oracle.answer(sample);
                oracle.learn(sample, truth);
                count(right[0], since, answer.label().equals(truth));
                count(right[1], since, says.equals(truth));
                count(right[2], since, answer.frozen().equals(truth));
                count(right[3], since, lateOracle.answer(sample).equals(truth));
                rightAgain += since >= back + GRACE && answer.label().equals(truth) ? 1 : 0;
                if (share >= 1 || stream.chance(share)) {
                    waiting.add(new Waiting(frame + delay, new LabelFrame("f" + frame, frame, answer.label(), truth),
                            sample));
                }
                while (!waiting.isEmpty() && waiting.peek().due() <= frame) {
                    var next = waiting.remove();
                    device.tell(next.label());
                    labelsAgain += next.label().frame() >= LabelStream.BEFORE + back ? 1 : 0;
                    if (next.label().frame() >= LabelStream.BEFORE || frame < LabelStream.BEFORE) {
                        lateOracle.learn(next.features(), next.label().label());
                    }
                }
                if (recognised < 0 && since >= back && device.concepts().get(0).returns() > 0) {
                    recognised = labelsAgain;
                }
                stored = Math.max(stored, device.stored() + LabelStream.PROTOTYPES + LabelStream.HELD_OUT);
            }
        }
        return new LabelTrial(shares(right[0]), shares(right[1]), shares(right[3]), shares(right[2]), stored,
                recognised, (double) rightAgain / Math.max(1, LabelStream.AFTER - back - GRACE));
    }

    private static void count(int[] right, int since, boolean isRight) {
        for (int i = 0; i < COLUMNS.length; i++) {
            right[i] += isRight && since >= COLUMNS[i][0] && since < COLUMNS[i][1] ? 1 : 0;
        }
    }

    private static double[] shares(int[] right) {
        var shares = new double[right.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (double) right[i] / (COLUMNS[i][1] - COLUMNS[i][0]);
        }
        return shares;
    }

    /** All labels at once, the latest 250 of them, and word of the change. */
    private static final class Oracle {
        private final ArrayDeque<float[]> features = new ArrayDeque<>();
        private final ArrayDeque<String> labels = new ArrayDeque<>();
        private final Classification result = new Classification(LabelStream.ORACLE_RULE.k());

        void restart() {
            features.clear();
            labels.clear();
        }

        void learn(float[] sample, String label) {
            features.add(sample);
            labels.add(label);
            if (labels.size() > ORACLE_WINDOW) {
                features.remove();
                labels.remove();
            }
        }

        String answer(float[] sample) {
            if (labels.isEmpty()) {
                return Classification.UNKNOWN;
            }
            var block = new float[labels.size() * LabelStream.DIMENSION];
            int row = 0;
            for (var one : features) {
                System.arraycopy(one, 0, block, LabelStream.DIMENSION * row++, LabelStream.DIMENSION);
            }
            List<String> names = new ArrayList<>(labels);
            var known = new SampleSet(names, block, LabelStream.DIMENSION);
            new KnnFactory().create(known, LabelStream.ORACLE_RULE, new float[0]).classify(sample, result);
            return result.label();
        }
    }
}
