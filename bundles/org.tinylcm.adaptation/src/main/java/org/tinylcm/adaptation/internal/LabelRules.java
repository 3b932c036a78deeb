package org.tinylcm.adaptation.internal;

/**
 * How labelled frames are learned from.
 *
 * @param enabled false to use them for measuring only
 * @param window labelled samples that are kept in all; earlier concepts take at most half of them
 * @param arl labelled frames between two exchanges of the concept without cause, at least, on average
 * @param concepts earlier concepts that are remembered, the pack's own left out
 * @param conceptSamples samples kept of each of these
 */
record LabelRules(boolean enabled, int window, double arl, int concepts, int conceptSamples) {
    /** As the configuration has it by default. */
    static final LabelRules DEFAULT = new LabelRules(true, 150, 500, 3, 25);
}
