package org.tinysphere.drifthub.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.tinysphere.core.control.Db;

/** What people can choose from. */
@ApplicationScoped
public class Choices {
    private static final int MOST = 60;
    @Inject
    private Db db;

    /** Monitors that reported something lately. */
    public List<String> monitors() {
        return db.list("select distinct monitor from (select monitor from drift_event order by at desc limit 2000) recent "
                + "order by 1 limit 50", row -> row.text("monitor"));
    }

    /**
     * Classes of the device's model in their order, then what people said besides, the most frequent first.
     *
     * @param device null for all devices: only what people said
     */
    public List<String> labels(String device) {
        var labels = new java.util.LinkedHashSet<String>();
        if (device != null) {
            labels.addAll(db.list("select l.label from device d join device_model m on m.device = d.number, "
                    + "jsonb_array_elements_text(m.document->'labels') with ordinality as l(label, place) where d.id = ? "
                    + "order by l.place limit ?", row -> row.text("label"), device, MOST));
        }
        labels.addAll(db.list("select label from drift_validation where label is not null group by label "
                + "order by count(*) desc, label limit ?", row -> row.text("label"), MOST));
        return List.copyOf(labels);
    }
}
