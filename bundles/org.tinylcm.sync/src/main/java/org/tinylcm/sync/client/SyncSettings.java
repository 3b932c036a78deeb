package org.tinylcm.sync.client;

import java.time.Duration;

/**
 * @param url address of the platform
 * @param plainAllowed true if plain HTTP to another machine is what the operator wants
 * @param enrollmentToken from the platform's operator, empty if the device is registered already
 * @param heartbeat time between two heartbeats, unless the platform wants another
 * @param timeout most time that a call may take; the part of an upload gets more by its size
 * @param bytesPerSecond limit of uploads, 0 for none
 * @param hours hours of the day for uploads that can wait, e.g. {@code 22-6}; empty for always
 * @param minBattery charge in percent below which nothing is uploaded; 0 for no limit
 */
public record SyncSettings(String url, boolean plainAllowed, String enrollmentToken, Duration heartbeat,
        Duration timeout, long bytesPerSecond, String hours, int minBattery) {
}
