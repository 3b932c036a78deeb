package org.tinylcm.classifier.knn.internal;

import org.tinylcm.classify.Classification;

/** What may be the name of a class. */
final class Labels {
    private static final int LONGEST = 100;

    private Labels() {
    }

    /** @throws IllegalArgumentException it may not be one */
    static void check(String label) {
        if (label.isBlank() || label.length() > LONGEST || label.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a label must have 1 to " + LONGEST + " characters, not only blanks, no control characters");
        }
        if (label.equals(Classification.UNKNOWN)) {
            throw new IllegalArgumentException("'" + label + "' stands for no class and cannot be one");
        }
    }
}
