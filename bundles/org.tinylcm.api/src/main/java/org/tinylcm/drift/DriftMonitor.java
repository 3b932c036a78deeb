package org.tinylcm.drift;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Watches one property of the stream. An episode of drift begins with the first {@link Verdict#DRIFT} and ends with
 * the next verdict that is not; hysteresis and cooldown are the monitor's business, so that an episode has exactly one
 * onset and one recovery.
 *
 * <p>{@link #observe} is called by the frame thread only and allocates nothing; {@link #reading} may be called by any
 * thread and may be one frame old.
 */
@ConsumerType
public interface DriftMonitor {

    /** Name of the instance, unique on the device, e.g. {@code knn-distance}. */
    String id();

    Verdict observe(Observation observation);

    MonitorReading reading();

    /**
     * The classifier was changed on purpose, e.g. by an accepted adaptation: an episode that is under way is over. A
     * monitor whose reference still holds for the changed classifier starts anew with it; one whose reference does not
     * goes back to warm-up and learns it from the stream.
     */
    void rebase();
}
