package org.tinylcm.sync;

/**
 * A package that waits.
 *
 * @param id its id
 * @param type e.g. {@code drift_event}
 * @param bytes size
 * @param sent bytes that the platform has already
 */
public record SpooledPackage(String id, String type, long bytes, long sent) {
}
