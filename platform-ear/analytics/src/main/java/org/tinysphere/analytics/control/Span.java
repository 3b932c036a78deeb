package org.tinysphere.analytics.control;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What figures are about.
 *
 * @param from first day (UTC)
 * @param to last day, included
 * @param group name of the group; null: all devices
 */
public record Span(LocalDate from, LocalDate to, String group) {
    private static final int MOST_DAYS = 800;

    public Span {
        if (from.isAfter(to) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw new IllegalArgumentException("'from' must not be after 'to', and at most " + MOST_DAYS
                    + " days before it");
        }
    }

    /** The last days, today included. */
    public static Span lastDays(int days, String group) {
        var today = LocalDate.now(ZoneOffset.UTC);
        return new Span(today.minusDays(days - 1L), today, group);
    }
}
