package org.tinylcm.protocol;

/**
 * A document with a version. Members may be added without a new version, and a reader passes over members that it does
 * not know; the version rises only when the meaning of a member changes.
 */
public interface Versioned {
    /** Version of the shape, from 1. */
    int schemaVersion();
}
