package org.tinylcm.bench;

import java.lang.reflect.Field;

/** The sum inside one of MOA's detectors, which it does not tell. */
final class Statistic {
    private final Object detector;
    private final Field sum;

    Statistic(Object detector) throws ReflectiveOperationException {
        this.detector = detector;
        sum = detector.getClass().getDeclaredField("sum");
        sum.setAccessible(true);
    }

    double get() throws IllegalAccessException {
        return sum.getDouble(detector);
    }
}
