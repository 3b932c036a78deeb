package org.tinylcm.bench;

/**
 * One number that was measured.
 *
 * @param what what was measured
 * @param value the number; null if there is none, e.g. for a delay that never ended
 * @param unit its unit, may be empty
 * @param goal what it should be, in words; empty if there is no goal
 * @param met whether it is; null if there is no goal
 * @param remark what to know beside it, e.g. the error of the measurement or a ratio; may be empty
 */
record Figure(String what, Double value, String unit, String goal, Boolean met, String remark) {

    Figure {
        // Such numbers cannot be told in JSON.
        value = value == null || !Double.isFinite(value) ? null : value;
    }

    static Figure plain(String what, double value, String unit) {
        return new Figure(what, value, unit, "", null, "");
    }

    static Figure atMost(double most, String what, double value, String unit) {
        return new Figure(what, value, unit, "<= " + Text.number(most), value <= most, "");
    }

    static Figure atLeast(double least, String what, double value, String unit) {
        return new Figure(what, value, unit, ">= " + Text.number(least), value >= least, "");
    }

    static Figure below(double limit, String what, double value, String unit) {
        return new Figure(what, value, unit, "< " + Text.number(limit), value < limit, "");
    }

    Figure remark(String text) {
        return new Figure(what, value, unit, goal, met, text);
    }
}
