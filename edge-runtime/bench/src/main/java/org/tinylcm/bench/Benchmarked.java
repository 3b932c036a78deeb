package org.tinylcm.bench;

/** One benchmark of the suite. */
interface Benchmarked {

    String name();

    /** What it is about, in a sentence. */
    String title();

    void run(Settings settings, Findings findings) throws Exception;
}
