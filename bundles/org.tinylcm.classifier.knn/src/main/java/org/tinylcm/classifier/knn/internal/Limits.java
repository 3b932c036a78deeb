package org.tinylcm.classifier.knn.internal;

/**
 * How much may be learned on top of the pack.
 *
 * @param perClass added prototypes per label
 * @param total added prototypes in all
 */
record Limits(int perClass, int total) {

    Limits {
        if (perClass < 1 || total < 1) {
            throw new IllegalArgumentException("limits must be at least 1, not " + perClass + " and " + total);
        }
    }
}
