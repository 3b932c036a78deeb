package org.tinylcm.adaptation.internal;

import java.time.Duration;

/**
 * What the configuration says.
 *
 * @param enabled true if the device may start cycles by itself
 * @param minPending pending samples before a drift starts a cycle
 * @param minFrames frames between two cycles at least
 * @param period time between two cycles without drift; zero: none
 * @param maxAccuracyLoss loss of accuracy on held-out samples that is accepted, 0..1
 * @param probationFrames frames that an accepted class is watched for; 0: not at all
 * @param maxStolen share of frames surely known to the model without the class that the class may take, 0..1
 * @param maxConfidenceLoss loss of mean confidence during probation that is accepted, 0..1
 * @param maxKnown share of the frames it wins that may be known to the model without learned classes, 0..1
 */
record Settings(boolean enabled, int minPending, int minFrames, Duration period, double maxAccuracyLoss,
        int probationFrames, double maxStolen, double maxConfidenceLoss, double maxKnown) {
    /** As the configuration has it by default. */
    static final Settings DEFAULT = new Settings(true, 20, 25, Duration.ofHours(1), 0.01, 200, 0.1, 0.1, 0.15);
}
