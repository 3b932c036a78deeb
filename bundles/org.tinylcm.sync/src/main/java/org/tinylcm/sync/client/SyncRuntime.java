package org.tinylcm.sync.client;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a client runs on. Clients may share all of it.
 *
 * @param control runs the calls that are small
 * @param upload runs uploads; must be another one, or a slow upload holds up heartbeats
 * @param http makes the calls
 * @param clock wall clock in the device's time zone
 * @param nanoTime time that never jumps, nanoseconds
 * @param random for pauses
 * @param most longest pause after failures
 */
public record SyncRuntime(ScheduledExecutorService control, ScheduledExecutorService upload, Http http, Clock clock,
        LongSupplier nanoTime, RandomGenerator random, Duration most) {
}
