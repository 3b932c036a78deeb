package org.tinylcm.math.drift;

/** Which changes of a score count as drift. */
public enum Direction {
    RISING, FALLING, BOTH
}
