package org.tinylcm.math.drift;

import java.util.Locale;

/** How a score is watched. */
public enum Method {
    PAGE_HINKLEY, EWMA, ADWIN, KSWIN;

    /**
     * @param name as in a configuration: {@code page-hinkley}, {@code ewma}, {@code adwin}, {@code kswin}
     * @throws IllegalArgumentException none of these
     */
    public static Method of(String name) {
        for (var method : values()) {
            if (method.text().equals(name)) {
                return method;
            }
        }
        throw new IllegalArgumentException("method must be page-hinkley, ewma, adwin or kswin, not '" + name + "'");
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
