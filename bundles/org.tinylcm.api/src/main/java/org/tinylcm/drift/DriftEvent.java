package org.tinylcm.drift;

import java.time.Instant;

/**
 * Beginning or end of an episode.
 *
 * @param id unique id of this event
 * @param episode id that onset and recovery of one episode share
 * @param kind onset or recovery
 * @param at wall-clock time
 * @param frame sequence number of the frame that made the monitor decide
 * @param frameName name of that frame
 * @param reading figures of the monitor at that frame
 */
public record DriftEvent(String id, String episode, Kind kind, Instant at, long frame, String frameName,
        MonitorReading reading) {

    public enum Kind {
        ONSET, RECOVERY
    }
}
