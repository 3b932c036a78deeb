package org.tinylcm.adaptation.internal;

/**
 * Whether one model is right where another is wrong, rather than the other way round. Of the frames on which exactly
 * one is right, under the hypothesis that the first is no better each is a coin toss at best, and betting on it wins
 * nothing on average. The capital of such bets, begun anew whenever it falls under 1, is an e-detector: it reaches A
 * after at least A frames on average (Shin, Ramdas, Rinaldo, "E-detectors", 2022, with the CUSUM form). Three bets side
 * by side, for a small, a middle and a large advantage.
 */
final class Evidence {
    private static final double[] SHARES = {0.65, 0.8, 0.95};

    private final double[] logs = new double[SHARES.length];

    void compare(boolean first, boolean other) {
        if (first != other) {
            for (int i = 0; i < logs.length; i++) {
                logs[i] = Math.max(0, logs[i]) + Math.log(2 * (first ? SHARES[i] : 1 - SHARES[i]));
            }
        }
    }

    double capital() {
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(Math.min(log, 500));
        }
        return sum / logs.length;
    }
}
