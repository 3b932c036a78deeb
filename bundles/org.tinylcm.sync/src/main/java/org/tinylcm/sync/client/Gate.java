package org.tinylcm.sync.client;

import java.time.LocalTime;
import java.util.OptionalDouble;
import org.tinylcm.protocol.PackageType;

/**
 * When what may be uploaded. Drift events and odd samples do not wait for the hour, because a person waits for them;
 * a battery that is nearly empty makes everything wait.
 *
 * @param hours hours of the day for the rest
 * @param minBattery charge in percent, 0 for no limit
 */
record Gate(Hours hours, int minBattery) {

    boolean open(OptionalDouble battery) {
        return minBattery == 0 || battery.isEmpty() || battery.getAsDouble() >= minBattery;
    }

    boolean admits(PackageType type, LocalTime now) {
        return type == PackageType.DRIFT_EVENT || type == PackageType.QUARANTINE || hours.contain(now);
    }
}
