package org.tinylcm.adaptation.internal;

/**
 * Whether the known classes themselves have moved. Familiarity is a conformal p-value: of frames of known classes it is
 * uniform on 0..1, so of those above {@value #KNOWN} a share of 0.526 is above {@value #USUAL}. Frames of a new class
 * lie below {@value #KNOWN} and change nothing in that share; when the known classes move, it falls. Then what is odd
 * is mostly the known, and no class is learned from it: which of the known a moved frame belongs to, only a person can
 * say.
 *
 * <p>It is fed with what the {@linkplain Bare bare} model finds. At {@value #WINDOW} counted frames both counts are
 * halved. Safe for any thread.
 */
final class Ground {
    static final double KNOWN = 0.05;
    static final double USUAL = 0.5;
    static final int WINDOW = 200;
    static final int LEAST = 50;
    /** Two standard deviations under 0.526 at 100 frames, three at 200. */
    static final double MOVED = 0.42;

    private int known;
    private int usual;

    synchronized void observe(double familiarity) {
        if (familiarity < KNOWN) {
            return;
        }
        known++;
        usual += familiarity >= USUAL ? 1 : 0;
        if (known == WINDOW) {
            known /= 2;
            usual /= 2;
        }
    }

    synchronized boolean moved() {
        return known >= LEAST && usual < MOVED * known;
    }
}
