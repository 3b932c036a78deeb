package org.tinysphere.datahub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.tinysphere.core.control.Db;

/** Model packs as devices say that they use them. */
@ApplicationScoped
public class ModelsInUse {
    @Inject
    private Db db;

    /**
     * @param labels classes, separated by commas
     * @param accuracy on samples that were held out when it was built, as the pack says; absent if it does not
     */
    public record Line(String id, String name, String version, long devices, String labels, Double accuracy, Instant last) {
    }

    /** The most used first. */
    public List<Line> list() {
        return db.list("select m.model, max(m.document->>'name') as name, max(m.document->>'version') as version, "
                + "count(*) as n, max(m.at) as last, max((select string_agg(l, ', ') from "
                + "jsonb_array_elements_text(m.document->'labels') l)) as labels, "
                + "max((m.document->'figures'->>'accuracy')::float8) as accuracy from device_model m join device d "
                + "on d.number = m.device and d.retired_at is null group by m.model order by n desc, last desc limit 200",
                row -> new Line(row.text("model"), row.text("name"), row.text("version"), row.number("n"),
                        row.text("labels"), row.realOrNull("accuracy"), row.time("last")));
    }
}
