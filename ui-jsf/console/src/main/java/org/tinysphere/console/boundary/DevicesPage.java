package org.tinysphere.console.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.tinylcm.protocol.Json;
import org.tinysphere.analytics.control.FleetFigures;
import org.tinysphere.core.boundary.Page;
import org.tinysphere.fleet.control.BulkOperations;
import org.tinysphere.fleet.control.Devices;

/** The fleet: list, map, groups, bulk operations. */
@Named("devices")
@RequestScoped
public class DevicesPage {
    @Inject
    private Query q;
    @Inject
    private Devices devices;
    @Inject
    private BulkOperations operations;
    @Inject
    private FleetFigures figures;
    private final Once once = new Once();
    private Listing<Devices.Line> list;
    private List<Devices.GroupView> groups;

    public Listing<Devices.Line> list() {
        if (list == null) {
            var filter = new Devices.Filter(q.text("group"), q.text("tag"), q.text("state"), q.text("health"),
                    q.text("q"), Devices.Cell.of(q.text("cell")));
            var order = Devices.Order.of(q.text("sort", "name"));
            list = Listing.of(Page.of(devices.list(filter, order, Page.key(q.text("after"), ""), Listing.SIZE + 1),
                    Listing.SIZE, order::key), q);
        }
        return list;
    }

    /** How many devices there are by state. */
    public Map<String, Long> counts() {
        return once.of("counts", () -> devices.counts());
    }

    public List<String> states() {
        return List.of("online", "late", "offline", "never", "retired");
    }

    public List<Devices.GroupView> groups() {
        if (groups == null) {
            groups = devices.groups();
        }
        return groups;
    }

    /** Where devices are, in cells of one degree, as JSON. */
    public String places() {
        return once.of("places", () -> Json.write(figures.composition(q.text("group")).places()));
    }

    public Listing<BulkOperations.View> operations() {
        return once.of("operations", () ->
                Listing.of(Page.of(operations.list(Page.number(q.text("after"), Long.MAX_VALUE), Listing.SIZE + 1),
                Listing.SIZE, operation -> String.valueOf(operation.id())), q));
    }

    public BulkOperations.View operation() {
        return once.of("operation", () -> operations.get(q.number("id")));
    }

    public Listing<BulkOperations.Result> results() {
        return once.of("results", () ->
                Listing.of(Page.of(operations.results(q.number("id"), Page.key(q.text("after"), ""), 201), 200,
                BulkOperations.Result::device), q));
    }
}
