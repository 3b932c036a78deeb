package org.tinysphere.drifthub.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a list. Only those that were asked for are in the statement: a planner chooses an index by what it
 * sees.
 */
final class Filter {
    private final StringBuilder where = new StringBuilder("true");
    private final List<Object> parameters = new ArrayList<>();

    /** @param condition has a parameter for each value; is left out if the first value is null */
    Filter and(String condition, Object... values) {
        if (values[0] != null) {
            where.append(" and ").append(condition);
            parameters.addAll(List.of(values));
        }
        return this;
    }

    Filter device(String id) {
        return and("x.device = (select number from device where id = ?)", id);
    }

    Filter group(String name) {
        return and("x.device in (select d.number from device d join device_group g on g.id = d.group_id "
                + "where g.name = ?)", name);
    }

    /** @param to exclusive */
    Filter between(Instant from, Instant to) {
        return and("x.at >= ?", from).and("x.at < ?", to);
    }

    String where() {
        return where.toString();
    }

    Object[] parameters(Object... more) {
        var all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
