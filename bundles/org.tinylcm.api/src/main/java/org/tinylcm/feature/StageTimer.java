package org.tinylcm.feature;

/** Takes the time of each stage of one frame. Written by the frame thread only. */
public interface StageTimer {

    /** The stage has just ended; it began when the one before it ended. */
    void ended(Stage stage);
}
