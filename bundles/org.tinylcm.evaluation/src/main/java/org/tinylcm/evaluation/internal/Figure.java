package org.tinylcm.evaluation.internal;

import java.util.Locale;

/** Figures for people. */
final class Figure {
    private static final String NONE = "–";

    private Figure() {
    }

    static String percent(Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String points(Double points) {
        return points == null ? NONE : String.format(Locale.ROOT, "%+.1f", points);
    }

    static String number(Number number) {
        return number == null ? NONE
                : number instanceof Integer ? number.toString()
                : String.format(Locale.ROOT, "%.2f", number.doubleValue());
    }

    static String auroc(Double value) {
        return value == null ? NONE : String.format(Locale.ROOT, "%.3f", value);
    }
}
