package org.tinysphere.fleet.control;

/**
 * Says whether an update waits for a device; the module with the rollouts offers a bean of this type, and calls
 * {@link DeviceDirectory#changed} when the answer changes.
 */
public interface UpdateWaits {
    boolean waitsFor(long device);
}
